/**
 * The messages of an extension as a script in a page has them, in every browser. Apart from
 * `browser.ts`, whose polyfill is larger than all that a page should pay for.
 */
interface Sender {
  id?: string;
}

type Answer = (answer: unknown) => void;
type Listener<Request> = (request: Request, sender: Sender, answer: Answer) => boolean;

interface Runtime {
  id?: string;
  sendMessage<Answer>(message: object): Promise<Answer>;
  onMessage?: {
    addListener<Request>(listener: Listener<Request>): void;
    removeListener<Request>(listener: Listener<Request>): void;
  };
}

const { browser, chrome } = globalThis as unknown as Record<string, { runtime?: Runtime }>;
/** An element of the page may be called `browser`. */
const api = browser?.runtime?.id ? browser : chrome;

/** False once the extension was updated or removed. */
export function isExtensionThere(): boolean {
  return Boolean(api?.runtime?.id);
}

/** @throws Error once the extension is gone */
export function sendMessage<Answer>(message: object): Promise<Answer> {
  const runtime = api?.runtime;
  if (!runtime) throw new Error('The extension is gone.');
  return runtime.sendMessage(message);
}

/** Answers what the extension's own parts ask, until the signal aborts; a failure is no answer. */
export function answerMessages<Request>(
  answer: (request: Request) => Promise<unknown>,
  signal: AbortSignal,
): void {
  const listener: Listener<Request> = (request, sender, reply) => {
    if (sender.id !== api?.runtime?.id) return false;
    answer(request).then(reply, () => reply(null));
    return true;
  };
  api?.runtime?.onMessage?.addListener(listener);
  signal.addEventListener('abort', () => api?.runtime?.onMessage?.removeListener(listener));
}
