import {
  decodeBase64Text,
  isInFlight,
  isPreflight,
  readHarEntry,
  textBody,
} from '../../core/har/har.ts';
import type { HarLeg } from '../../core/recording/observation.ts';
import type { Body } from '../../core/service/http.ts';
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

function bodyOf({ content, isBase64 }: Content): Body {
  if (content === null) return { kind: 'unavailable', reason: 'gone' };
  const text = isBase64 ? decodeBase64Text(content) : content;
  if (text === null) return { kind: 'unavailable', reason: 'not-recorded' };
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

/** The finished requests of the inspected tab, with their bodies, as DevTools recorded them. */
export class NetworkSource implements Source {
  readonly #told = new Map<string, Told>();
  #forgotten = 0;

  start(tell: Tell, signal: AbortSignal): void {
    onRequestFinished((entry) => {
      const leg = admit(entry);
      if (!leg) return;
      const told = this.#toldOf(leg);
      told.events += 1;
      if (told.events > told.listed) void this.#tell(entry, leg, told.events, tell);
    }, signal);
    void this.resync(tell);
  }

  /** Takes what the events may have missed out of the whole list. */
  async resync(tell: Tell): Promise<void> {
    const counts = new Map<string, number>();
    for (const entry of await listEntries()) {
      const leg = isInFlight(entry) ? null : admit(entry);
      if (!leg) continue;
      const k = (counts.get(entryName(leg)) ?? 0) + 1;
      counts.set(entryName(leg), k);
      const told = this.#toldOf(leg);
      const isNew = k > Math.max(told.events, told.listed);
      told.listed = Math.max(told.listed, k);
      if (isNew) void this.#tell(entry, leg, k, tell);
    }
  }

  /** Bodies that are still being read are of no use any more. */
  forget(): void {
    this.#forgotten += 1;
  }

  /** The row comes at once; the body, which after a navigation may never come, follows. */
  async #tell(entry: NetworkEntry, leg: HarLeg, k: number, tell: Tell): Promise<void> {
    const named = { ...leg, id: `har:${entryName(leg)} ${k}` };
    const before = this.#forgotten;
    tell([named]);
    const body = bodyOf(await readContent(entry));
    if (before === this.#forgotten) tell([{ ...named, body }]);
  }

  #toldOf(leg: HarLeg): Told {
    const name = entryName(leg);
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
