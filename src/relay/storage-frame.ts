const XHTML = 'http://www.w3.org/1999/xhtml';
/** A page that keeps taking our element out is not fought for ever. */
const MAX_ATTACHMENTS = 50;

/**
 * The head, where frameworks that take over a whole document let strangers be; it is there before
 * the page's first script. A document that has lost its own gets the element elsewhere.
 */
function parentNow(): HTMLElement | null {
  if (document.head || document.readyState === 'loading') return document.head;
  return document.documentElement;
}

/**
 * Calls back at every write to this origin's localStorage, by this document too. A document gets no
 * `storage` events for its own writes (HTML §12.2.1), but a frame of the same origin inside it
 * does: an empty one in a closed shadow root, out of reach of the page's objects and of its CSP.
 */
export class StorageFrame {
  readonly #call: () => void;
  readonly #signal: AbortSignal;
  #host: HTMLElement | null = null;
  #attachments = 0;

  constructor(call: () => void, signal: AbortSignal) {
    this.#call = call;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#host?.remove());
  }

  /** Puts the frame into the document unless it is there. */
  attach(): void {
    const parent = parentNow();
    if (!parent || this.#host?.isConnected || this.#attachments >= MAX_ATTACHMENTS) return;
    this.#attachments += 1;
    this.#host = document.createElementNS(XHTML, 'div') as HTMLElement;
    this.#host.style.display = 'none';
    const frame = document.createElementNS(XHTML, 'iframe') as HTMLIFrameElement;
    this.#host.attachShadow({ mode: 'closed' }).append(frame);
    parent.append(this.#host);
    frame.contentWindow?.addEventListener('storage', this.#call, { signal: this.#signal });
    // Nothing was seen while it was away.
    this.#call();
  }
}
