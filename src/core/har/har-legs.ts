import { REQUESTERS } from '../language/stable-words.ts';
import type { CallFrame } from '../recording/initiator.ts';
import type { HarLeg } from '../recording/observation.ts';
import { headerValue } from '../service/http.ts';
import { type Fields, fieldsOf } from '../token/json.ts';
import { isInFlight, isPreflight, readHarEntry } from './har.ts';
import { readInitiator } from './har-initiator.ts';
import { headersOf, stringOf } from './har-values.ts';
import { isMaskedHeader } from './masked-header.ts';

/** The entries of a HAR that are wanted. */
export interface HarLegs {
  kind: 'legs';
  /** in order of start; ties in file order, those without a readable date last */
  legs: HarLeg[];
  /** all entries of the file, also those that are not wanted */
  entries: number;
  /** no entry has a header that can hold a credential: its producer left them out */
  isSanitised: boolean;
}

/** Headers that a producer leaves out when it is asked to spare credentials. */
const SPARED = new Set(['authorization', 'cookie', 'set-cookie']);
/** Two sides of one request are read from the clock at slightly different moments. */
const SLACK_MS = 50;
/** Chromium names itself so; of it alone it is known how it writes what is under way. */
const DEVTOOLS = 'WebInspector';

/** Values from here on are kept once, however many entries have them: most carry the same token. */
const SHARED_CHARACTERS = 64;

/** Our own export says so where no header was left out, though there was no credential in any. */
function keepsCredentials({ _futureguide }: Fields): boolean {
  return fieldsOf(_futureguide).headers === 'all';
}

/** The host of a URL in lower case, and with its port where it names one. */
export function hostsOf(url: string): string[] {
  const [, host = '', port = ''] =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(:\d+)?/i.exec(url) ?? [];
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === '' ? [] : [name, `${name}${port}`];
}

/** The k-th page's side belongs to the k-th worker's side that began while it was under way. */
function nameTwins(legs: readonly HarLeg[]): void {
  const nameOf = ({ method, url }: HarLeg) => `${method} ${url}`;
  const pages = legs.filter((leg) => leg.answeredByWorker);
  if (pages.length === 0) return;
  const workers = new Map<string, HarLeg[]>(pages.map((page) => [nameOf(page), []]));
  for (const leg of legs.toReversed())
    if (!leg.answeredByWorker && leg.startedAt !== null) workers.get(nameOf(leg))?.push(leg);
  for (const page of pages) {
    const { startedAt, endedAt } = page;
    if (startedAt === null || endedAt === null) continue;
    const waiting = workers.get(nameOf(page)) ?? [];
    const next = () => waiting.at(-1)?.startedAt ?? Number.POSITIVE_INFINITY;
    while (next() < startedAt - SLACK_MS) waiting.pop();
    const worker = next() <= endedAt + SLACK_MS ? waiting.pop() : undefined;
    if (!worker?.file || !page.file) continue;
    page.file.twin = worker.id;
    worker.file.twin = page.id;
  }
}

/** In order of start; a stable sort keeps what began together, and the undated last, as it came. */
export function inOrderOfStart(legs: readonly HarLeg[]): HarLeg[] {
  const start = ({ startedAt }: HarLeg) => startedAt ?? Number.MAX_VALUE;
  return legs.toSorted((a, b) => start(a) - start(b));
}

/** Gathers the legs of one HAR, entry by entry; `name` tells them from those of another. */
export class HarLegsReader {
  readonly #name: string;
  readonly #isWanted: (url: string) => boolean;
  readonly #legs: HarLeg[] = [];
  readonly #inFlight = new Set<HarLeg>();
  readonly #shared = new Map<string, string>();
  #lastShared = '';
  readonly #frames = new WeakMap<object, readonly CallFrame[]>();
  /** of each value that was looked at, whether it was taken out by a tool */
  readonly #masked = new Map<string, boolean>();
  readonly #hosts = new Map<string, number>();
  #entries = 0;
  #hasCredentials = false;

  constructor(name: string, isWanted: (url: string) => boolean) {
    this.#name = name;
    this.#isWanted = isWanted;
  }

  /** Whether more of an entry is read than its address and the names of its headers. */
  isWanted(entry: unknown): boolean {
    const { url } = fieldsOf(fieldsOf(entry).request);
    return typeof url === 'string' && this.#isWanted(url);
  }

  add(entry: unknown): void {
    const place = this.#entries;
    this.#entries += 1;
    this.#hasCredentials ||= this.#hasCredential(entry);
    const { request, _futureguide } = fieldsOf(entry);
    const [host] = hostsOf(stringOf(fieldsOf(request).url) ?? '');
    if (host !== undefined) this.#hosts.set(host, (this.#hosts.get(host) ?? 0) + 1);
    const leg = this.isWanted(entry)
      ? readHarEntry(entry, `${this.#name} ${place}`, this.#framesOf)
      : null;
    if (!leg || leg.resourceType === 'preflight' || isPreflight(leg.method, leg.requestHeaders))
      return;
    const { outcome, by } = fieldsOf(_futureguide);
    const inFlight = outcome === 'pending';
    leg.file = { twin: null, place, inFlight, by: REQUESTERS.find((word) => word === by) ?? 'app' };
    if (isInFlight(entry)) this.#inFlight.add(leg);
    for (const header of leg.requestHeaders ?? []) header.value = this.#share(header.value);
    const sent = headerValue(leg.requestHeaders, 'authorization') ?? '';
    if (this.#isMasked(sent, entry)) leg.requestHeaders = null;
    this.#legs.push(leg);
  }

  /** @param log what stands beside the entries */
  read(log: Fields): HarLegs {
    const isSanitised = !this.#hasCredentials && !keepsCredentials(log);
    const isDevTools = stringOf(fieldsOf(log.creator).name) === DEVTOOLS;
    for (const leg of this.#legs) {
      if (isDevTools && leg.file && this.#inFlight.has(leg)) leg.file.inFlight = true;
      if (isSanitised) leg.requestHeaders = null;
    }
    const legs = inOrderOfStart(this.#legs);
    nameTwins(legs);
    return { kind: 'legs', legs, entries: this.#entries, isSanitised };
  }

  /** The hosts of all entries, most entries first. */
  hosts(): string[] {
    return [...this.#hosts].sort(([, a], [, b]) => b - a).map(([host]) => host);
  }

  #hasCredential(entry: unknown): boolean {
    const { request, response } = fieldsOf(entry);
    return [request, response].some((side) =>
      headersOf(fieldsOf(side).headers).some(
        ({ name, value }) => SPARED.has(name.toLowerCase()) && !this.#isMasked(value, entry),
      ),
    );
  }

  /** Whoever parsed the entries may have given many the same object. */
  readonly #framesOf = (initiator: unknown): readonly CallFrame[] => {
    if (typeof initiator !== 'object' || initiator === null) return readInitiator(initiator);
    const known = this.#frames.get(initiator);
    if (known) return known;
    const frames = readInitiator(initiator);
    this.#frames.set(initiator, frames);
    return frames;
  };

  /** Our own exports keep the shape of what was sent, to be judged by. */
  #isMasked(value: string, entry: unknown): boolean {
    if (fieldsOf(entry)._futureguide !== undefined) return false;
    const known = this.#masked.get(value);
    if (known !== undefined) return known;
    const isMasked = isMaskedHeader(value);
    this.#masked.set(value, isMasked);
    return isMasked;
  }

  #share(text: string): string {
    if (text.length < SHARED_CHARACTERS) return text;
    // To compare two texts is cheaper than to look one up, and most are the one before.
    if (text === this.#lastShared) return this.#lastShared;
    const known = this.#shared.get(text);
    if (known === undefined) this.#shared.set(text, text);
    this.#lastShared = known ?? text;
    return this.#lastShared;
  }
}
