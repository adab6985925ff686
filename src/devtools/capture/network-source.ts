import {
  decodeBase64Text,
  isInFlight,
  isPreflight,
  readHarEntry,
  textBody,
} from '../../core/har/har.ts';
import type { HarLeg } from '../../core/recording/observation.ts';
import type { Body } from '../../core/service/http.ts';
import { fieldsOf } from '../../core/token/json.ts';
import { futureGuide } from '../../futureguide.ts';
import {
  type Content,
  listEntries,
  type NetworkEntry,
  onRequestFinished,
  readContent,
} from '../../platform/devtools-network.ts';
import type { Source } from './source.ts';

type Tell = Parameters<Source['start']>[0];

function isOurs(url: string): boolean {
  return URL.canParse(url) && futureGuide.isServiceHost(new URL(url).hostname);
}

const NOT_RECORDED: Body = { kind: 'unavailable', reason: 'not-recorded' };
/** What begins with the page's next document takes all bodies with it. */
const LEFT_WITH_THE_PAGE: Body = { kind: 'unavailable', reason: 'gone' };

function bodyOf({ content, isBase64 }: Content): Body {
  if (content === null) return NOT_RECORDED;
  const text = isBase64 ? decodeBase64Text(content) : content;
  if (text === null) return NOT_RECORDED;
  return text === '' ? { kind: 'none' } : textBody(text);
}

/** An entry has no id; the k-th of the same start, method and URL is the same in every listing. */
function entryName({ startedAt, method, url }: HarLeg): string {
  return `${startedAt} ${method} ${url}`;
}

/** How many entries of one name came as events and how many stood in a listing. */
interface Told {
  events: number;
  listed: number;
}

/** Names older than this many others will not be listed again. */
const MAX_REMEMBERED_NAMES = 40_000;

/** A page may change its address again while a body is asked for anew. */
const MAX_LISTINGS_PER_BODY = 3;

/** The finished requests of the inspected tab, with their bodies, as DevTools recorded them. */
export class NetworkSource implements Source {
  readonly #told = new Map<string, Told>();
  #forgotten = 0;
  #listing: Promise<ReadonlyMap<string, readonly NetworkEntry[]>> | null = null;

  start(tell: Tell, signal: AbortSignal): void {
    onRequestFinished((entry) => {
      const leg = admit(entry);
      if (!leg) return;
      const told = this.#toldOf(entryName(leg));
      told.events += 1;
      if (told.events > told.listed) void this.#tellEntry(entry, leg, told.events, tell);
    }, signal);
    void this.resync(tell);
  }

  /** Takes what the events may have missed out of the whole list. */
  async resync(tell: Tell): Promise<void> {
    for (const [name, entries] of await listFinished())
      for (const [index, entry] of entries.entries()) {
        const leg = admit(entry);
        if (!leg) continue;
        const k = index + 1;
        const told = this.#toldOf(name);
        const isNew = k > Math.max(told.events, told.listed);
        told.listed = Math.max(told.listed, k);
        if (isNew) void this.#tellEntry(entry, leg, k, tell);
      }
  }

  /** Bodies that are still being read are of no use any more. */
  forget(): void {
    this.#forgotten += 1;
  }

  /** The row comes at once; the body, which after a navigation may never come, follows. */
  async #tellEntry(entry: NetworkEntry, leg: HarLeg, k: number, tell: Tell): Promise<void> {
    const named = { ...leg, id: `har:${entryName(leg)} ${k}` };
    const before = this.#forgotten;
    tell([named]);
    const body = await this.#readBody(entry, leg, k);
    if (before === this.#forgotten) tell([{ ...named, body }]);
  }

  /**
   * A change of the page's address makes Chromium forget by which ids it handed out bodies
   * (`history.pushState` too): a fresh listing has new ones.
   */
  async #readBody(entry: NetworkEntry, leg: HarLeg, k: number): Promise<Body> {
    let content = await readContent(entry);
    for (let asked = 0; asked < MAX_LISTINGS_PER_BODY; asked += 1) {
      if (content.content !== null || !mayHaveBody(entry, leg)) break;
      const again = (await this.#listOnce()).get(entryName(leg))?.[k - 1];
      if (!again) return LEFT_WITH_THE_PAGE;
      content = await readContent(again);
    }
    return bodyOf(content);
  }

  /** One listing for all that ask while it is made, for it costs much. */
  #listOnce(): Promise<ReadonlyMap<string, readonly NetworkEntry[]>> {
    this.#listing ??= listFinished().finally(() => {
      this.#listing = null;
    });
    return this.#listing;
  }

  #toldOf(name: string): Told {
    const told = this.#told.get(name) ?? { events: 0, listed: 0 };
    this.#told.set(name, told);
    const [oldest] = this.#told.keys();
    if (this.#told.size > MAX_REMEMBERED_NAMES && oldest) this.#told.delete(oldest);
    return told;
  }
}

function admit(entry: NetworkEntry): HarLeg | null {
  const leg = readHarEntry(entry, '');
  if (!leg || !isOurs(leg.url)) return null;
  const preflight = leg.resourceType === 'preflight' || isPreflight(leg.method, leg.requestHeaders);
  return preflight ? null : leg;
}

/** Everything that is over in DevTools' list, by name, each in its order. */
async function listFinished(): Promise<Map<string, NetworkEntry[]>> {
  const byName = new Map<string, NetworkEntry[]>();
  for (const entry of await listEntries()) {
    const leg = isInFlight(entry) ? null : admit(entry);
    if (!leg) continue;
    const name = entryName(leg);
    const others = byName.get(name);
    if (others) others.push(entry);
    else byName.set(name, [entry]);
  }
  return byName;
}

/** Statuses whose answer has no body of its own to show (RFC 9110 §15), and those of none. */
function mayHaveBody(entry: NetworkEntry, { status, redirectUrl }: HarLeg): boolean {
  const { content } = fieldsOf(fieldsOf(entry).response);
  if (status < 200 || status === 204 || status === 205 || redirectUrl !== null) return false;
  return fieldsOf(content).size !== 0;
}
