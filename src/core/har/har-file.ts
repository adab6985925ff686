import type { HarLeg } from '../recording/observation.ts';
import { headerValue } from '../service/http.ts';
import { type Fields, fieldsOf } from '../token/json.ts';
import { isInFlight, isPreflight, readHarEntry } from './har.ts';
import { headersOf, stringOf } from './har-values.ts';
import { isMaskedHeader } from './masked-header.ts';

/** Why a text is no HAR. */
export type HarProblem = 'empty' | 'not-json' | 'not-har';

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

export type HarReading = HarLegs | { kind: 'problem'; problem: HarProblem };

/** Headers that a producer leaves out when it is asked to spare credentials. */
const SPARED = new Set(['authorization', 'cookie', 'set-cookie']);
/** Two sides of one request are read from the clock at slightly different moments. */
const SLACK_MS = 50;
/** Chromium names itself so; of it alone it is known how it writes what is under way. */
const DEVTOOLS = 'WebInspector';

/** Our own export says so where no header was left out, though there was no credential in any. */
function keepsCredentials({ _futureguide }: Fields): boolean {
  return fieldsOf(_futureguide).headers === 'all';
}

/** Our own exports keep the shape of what was sent, to be judged by. */
function isMasked(value: string, entry: unknown): boolean {
  return fieldsOf(entry)._futureguide === undefined && isMaskedHeader(value);
}

function hasCredentials(entry: unknown): boolean {
  const { request, response } = fieldsOf(entry);
  return [request, response].some((side) =>
    headersOf(fieldsOf(side).headers).some(
      ({ name, value }) => SPARED.has(name.toLowerCase()) && !isMasked(value, entry),
    ),
  );
}

/** The host of a URL in lower case, and with its port where it names one. */
function hostsOf(url: string): string[] {
  const [, host = '', port = ''] =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(:\d+)?/i.exec(url) ?? [];
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === '' ? [] : [name, `${name}${port}`];
}

/**
 * Says which URLs count: those of the service's hosts, of further ones (`host` for any port,
 * `host:port` for that one), or of every host where one of them is `*`.
 */
export function hostFilter(
  isServiceHost: (hostname: string) => boolean,
  further: readonly string[],
): (url: string) => boolean {
  const wanted = new Set(further.map((host) => host.toLowerCase()));
  return (url) => {
    const hosts = hostsOf(url);
    const [name] = hosts;
    if (name === undefined) return false;
    return wanted.has('*') || isServiceHost(name) || hosts.some((host) => wanted.has(host));
  };
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
function inOrderOfStart(legs: readonly HarLeg[]): HarLeg[] {
  const start = ({ startedAt }: HarLeg) => startedAt ?? Number.MAX_VALUE;
  return legs.toSorted((a, b) => start(a) - start(b));
}

/** The legs of several files as those of one, in order of start; ties in the order of the files. */
export function asOneFile(files: readonly (readonly HarLeg[])[]): HarLeg[] {
  let first = 0;
  let next = 0;
  const legs: HarLeg[] = [];
  for (const file of files) {
    for (const leg of file) {
      const place = first + (leg.file?.place ?? 0);
      next = Math.max(next, place + 1);
      legs.push(leg.file ? { ...leg, file: { ...leg.file, place } } : leg);
    }
    first = next;
  }
  return inOrderOfStart(legs);
}

function readEntries(
  log: Fields,
  entries: readonly unknown[],
  name: string,
  isWanted: (url: string) => boolean,
): HarLegs {
  const isSanitised = !entries.some(hasCredentials) && !keepsCredentials(log);
  const isDevTools = stringOf(fieldsOf(log.creator).name) === DEVTOOLS;
  const legs: HarLeg[] = [];
  for (const [index, entry] of entries.entries()) {
    const url = fieldsOf(fieldsOf(entry).request).url;
    if (typeof url !== 'string' || !isWanted(url)) continue;
    const leg = readHarEntry(entry, `${name} ${index}`);
    if (!leg || leg.resourceType === 'preflight' || isPreflight(leg.method, leg.requestHeaders))
      continue;
    const { outcome, by } = fieldsOf(fieldsOf(entry)._futureguide);
    const inFlight = (isDevTools && isInFlight(entry)) || outcome === 'pending';
    leg.file = { twin: null, place: index, inFlight, byDebugger: by === 'debugger' };
    const sent = headerValue(leg.requestHeaders, 'authorization') ?? '';
    if (isSanitised || isMasked(sent, entry)) leg.requestHeaders = null;
    legs.push(leg);
  }
  const ordered = inOrderOfStart(legs);
  nameTwins(ordered);
  return { kind: 'legs', legs: ordered, entries: entries.length, isSanitised };
}

function entriesOf(value: unknown): readonly unknown[] | null {
  const { entries } = fieldsOf(fieldsOf(value).log);
  return Array.isArray(entries) ? entries : null;
}

/** The hosts of a HAR's entries, most entries first. */
export function hostsInHar(value: unknown): string[] {
  const counts = new Map<string, number>();
  for (const entry of entriesOf(value) ?? []) {
    const [host] = hostsOf(stringOf(fieldsOf(fieldsOf(entry).request).url) ?? '');
    if (host !== undefined) counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([host]) => host);
}

/** The parsed JSON, or undefined; the engine's own message would quote the text, secrets and all. */
export function parseFile(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

export function isBlank(text: string): boolean {
  return /^\uFEFF?\s*$/.test(text);
}

/** What `readHarFile` reads, parsed already. */
export function readHar(
  value: unknown,
  name: string,
  isWanted: (url: string) => boolean,
): HarReading {
  const entries = entriesOf(value);
  if (!entries) return { kind: 'problem', problem: 'not-har' };
  return readEntries(fieldsOf(fieldsOf(value).log), entries, name, isWanted);
}

/**
 * A HAR 1.1 or 1.2 file of any producer: every entry whose URL is wanted is one leg, preflights
 * left out. `name` tells the legs of one file from those of another.
 */
export function readHarFile(
  text: string,
  name: string,
  isWanted: (url: string) => boolean,
): HarReading {
  if (isBlank(text)) return { kind: 'problem', problem: 'empty' };
  const value = parseFile(text);
  return value === undefined
    ? { kind: 'problem', problem: 'not-json' }
    : readHar(value, name, isWanted);
}
