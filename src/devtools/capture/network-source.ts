import { decodeBase64Text, textBody } from '../../core/har/har.ts';
import type { HarLeg } from '../../core/recording/observation.ts';
import { type Body, NOT_RECORDED } from '../../core/service/http.ts';
import type { Source } from '../../live/source.ts';
import {
  type Content,
  type NetworkEntry,
  onNavigated,
  onRequestFinished,
  readContent,
  readResource,
} from '../../platform/devtools-network.ts';
import { inspectedUrl, originOf } from '../../platform/inspected-page.ts';
import {
  admit,
  entryName,
  isNewest,
  isTooLarge,
  type Listed,
  listFinished,
  ofSize,
} from './listed-entries.ts';
import { TopOrigins } from './top-origins.ts';

type Tell = Parameters<Source['start']>[0];

const TOO_LARGE: Body = { kind: 'unavailable', reason: 'too-large' };
/** What begins with the page's next document takes all bodies with it. */
const LEFT_WITH_THE_PAGE: Body = { kind: 'unavailable', reason: 'gone' };

function bodyOf({ content, isBase64 }: Content): Body {
  if (content === null) return NOT_RECORDED;
  const text = isBase64 ? decodeBase64Text(content) : content;
  if (text === null) return NOT_RECORDED;
  return text === '' ? { kind: 'none' } : textBody(text);
}

/** How many entries of one name came as events and how many stood in a listing. */
interface HeardSoFar {
  events: number;
  listed: number;
}

/** Names older than this many others will not be listed again. */
const MAX_REMEMBERED_NAMES = 40_000;

/** ms to wait before each further listing: the page may change its address again meanwhile. */
const LISTED_AGAIN_AFTER_MS = [0, 500];

/** The finished requests of the inspected tab, with their bodies, as DevTools recorded them. */
export class NetworkSource implements Source {
  readonly #told = new Map<string, HeardSoFar>();
  readonly #pages = new TopOrigins();
  readonly #isWanted: (url: string) => boolean;
  #forgotten = 0;
  #listing: Promise<Listed> | null = null;

  /** `isWanted`: of requests to other addresses nothing is told */
  constructor(isWanted: (url: string) => boolean) {
    this.#isWanted = isWanted;
  }

  start(tell: Tell, signal: AbortSignal): void {
    onRequestFinished((entry) => {
      const leg = admit(entry, this.#isWanted);
      if (!leg) return;
      const told = this.#toldOf(entryName(leg));
      told.events += 1;
      if (told.events > told.listed) void this.#tellEntry(entry, leg, told.events, tell);
    }, signal);
    onNavigated((url) => this.#pages.note(originOf(url), Date.now()), signal);
    void this.#begin(tell);
  }

  /** What is listed from before was sent by the page that is there now. */
  async #begin(tell: Tell): Promise<void> {
    const url = await inspectedUrl();
    if (this.#pages.isEmpty()) this.#pages.note(originOf(url), Number.NEGATIVE_INFINITY);
    await this.resync(tell);
  }

  /** Takes what the events may have missed out of the whole list. */
  async resync(tell: Tell): Promise<void> {
    for (const [name, entries] of await listFinished(this.#isWanted))
      for (const [index, entry] of entries.entries()) {
        const leg = admit(entry, this.#isWanted);
        if (!leg) continue;
        const k = index + 1;
        const told = this.#toldOf(name);
        const isNew = k > Math.max(told.events, told.listed);
        told.listed = Math.max(told.listed, k);
        if (isNew) void this.#tellEntry(entry, leg, k, tell);
      }
  }

  /** Bodies that are still being read are of no use any more, nor are names that are listed no more. */
  forget(): void {
    this.#forgotten += 1;
    void this.#forgetUnlisted();
  }

  async #forgetUnlisted(): Promise<void> {
    const before = [...this.#told.keys()];
    const listed = await listFinished(this.#isWanted);
    for (const name of before) if (!listed.has(name)) this.#told.delete(name);
  }

  /** The row comes at once; the body, which after a navigation may never come, follows. */
  async #tellEntry(entry: NetworkEntry, leg: HarLeg, k: number, tell: Tell): Promise<void> {
    const foreign = this.#pages.isForeign(leg);
    const named = { ...leg, foreign, id: `har:${entryName(leg)} ${k}` };
    const before = this.#forgotten;
    tell([named]);
    const body = await this.#readBody(entry, leg, k);
    if (before === this.#forgotten) tell([{ ...named, body }]);
  }

  /**
   * A change of the page's address makes Chromium forget by which ids it handed out bodies
   * (`history.pushState` too): they can be had by a fresh listing, or with the page's resources.
   */
  async #readBody(entry: NetworkEntry, leg: HarLeg, k: number): Promise<Body> {
    if (isTooLarge(entry)) return TOO_LARGE;
    let content = await readContent(entry);
    for (const waitMs of LISTED_AGAIN_AFTER_MS) {
      if (content.content !== null || !mayHaveBody(leg)) break;
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const listed = await this.#listOnce();
      const again = listed.get(entryName(leg))?.[k - 1];
      if (!again) return LEFT_WITH_THE_PAGE;
      content = await readContent(again);
      if (content.content === null && isNewest(again, leg, listed))
        content = ofSize(await readResource(leg.url), again);
    }
    return bodyOf(content);
  }

  /** One listing for all that ask while it is made, for it costs much. */
  #listOnce(): Promise<Listed> {
    this.#listing ??= listFinished(this.#isWanted).finally(() => {
      this.#listing = null;
    });
    return this.#listing;
  }

  #toldOf(name: string): HeardSoFar {
    const told = this.#told.get(name) ?? { events: 0, listed: 0 };
    this.#told.set(name, told);
    const [oldest] = this.#told.keys();
    if (this.#told.size > MAX_REMEMBERED_NAMES && oldest) this.#told.delete(oldest);
    return told;
  }
}

/** Statuses whose answer has no body of its own to show (RFC 9110 §15), and those of none. */
function mayHaveBody({ status, redirectUrl }: HarLeg): boolean {
  return status >= 200 && status !== 204 && status !== 205 && redirectUrl === null;
}
