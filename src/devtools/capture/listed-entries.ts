import { isInFlight, isPreflight, MAX_BODY_CHARACTERS, readHarEntry } from '../../core/har/har.ts';
import { keptHeaders } from '../../core/recording/kept-headers.ts';
import type { HarLeg } from '../../core/recording/observation.ts';
import { fieldsOf } from '../../core/token/json.ts';
import { MAX_FRAME_BYTES, toldUrl } from '../../page-channel.ts';
import { type Content, listEntries, type NetworkEntry } from '../../platform/devtools-network.ts';

type IsWanted = (url: string) => boolean;

/** An entry has no id; the k-th of the same start, method and URL is the same in every listing. */
export function entryName({ startedAt, method, url }: HarLeg): string {
  return `${startedAt} ${method} ${url}`;
}

/** What DevTools lists, by the names of its entries. */
export type Listed = ReadonlyMap<string, readonly NetworkEntry[]>;

/** Of a socket so many frames, the newest: a page may say thousands a second, and each is kept. */
const MAX_FRAMES = 5_000;

/** What a page sends is bounded as what it is answered. */
function bounded(leg: HarLeg): HarLeg {
  const { requestBody, socketMessages } = leg;
  const isTooLong = (requestBody?.length ?? 0) > MAX_BODY_CHARACTERS;
  return {
    ...leg,
    url: toldUrl(leg.url),
    requestHeaders: leg.requestHeaders && keptHeaders(leg.requestHeaders),
    responseHeaders: leg.responseHeaders && keptHeaders(leg.responseHeaders),
    requestBody: isTooLong ? null : requestBody,
    socketMessages: socketMessages
      .filter(({ data }) => data.length <= MAX_FRAME_BYTES)
      .slice(-MAX_FRAMES),
  };
}

/** The leg of a request that is wanted; null for preflights and whatever else goes elsewhere. */
export function admit(entry: NetworkEntry, isWanted: IsWanted): HarLeg | null {
  const leg = readHarEntry(entry, '');
  if (!leg || !isWanted(leg.url)) return null;
  const preflight = leg.resourceType === 'preflight' || isPreflight(leg.method, leg.requestHeaders);
  return preflight ? null : bounded(leg);
}

/** Everything that is over in DevTools' list, by name, each in its order. */
export async function listFinished(isWanted: IsWanted): Promise<Listed> {
  const byName = new Map<string, NetworkEntry[]>();
  for (const entry of await listEntries()) {
    const leg = isInFlight(entry) ? null : admit(entry, isWanted);
    if (!leg) continue;
    const name = entryName(leg);
    const others = byName.get(name);
    if (others) others.push(entry);
    else byName.set(name, [entry]);
  }
  return byName;
}

/** Whether nothing was asked of this address later: with the page only its newest answer is kept. */
export function isNewest(entry: NetworkEntry, { url }: HarLeg, listed: Listed): boolean {
  const ofUrl = [...listed].flatMap(([name, entries]) => (name.endsWith(` ${url}`) ? entries : []));
  return ofUrl.at(-1) === entry;
}

/** A body of more bytes is not read: it would come as one message, which holds the panel up. */
const MAX_READ_BYTES = 8 * 1024 * 1024;

/** Whether the body is larger than what is read, by what the browser says of its size. */
export function isTooLarge(entry: NetworkEntry): boolean {
  const { size } = fieldsOf(fieldsOf(fieldsOf(entry).response).content);
  return typeof size === 'number' && size > MAX_READ_BYTES;
}

/** What is of another size belongs to another answer. */
export function ofSize(found: Content, entry: NetworkEntry): Content {
  const { content } = fieldsOf(fieldsOf(entry).response);
  const isIt = found.content !== null && bytesIn(found) === fieldsOf(content).size;
  return isIt ? found : { content: null, isBase64: false };
}

function bytesIn({ content, isBase64 }: Content): number {
  if (content === null) return 0;
  return isBase64 ? atob(content).length : new TextEncoder().encode(content).length;
}
