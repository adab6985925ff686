import type { EndedRequest } from '../messages.ts';
import { toldUrl } from '../page-channel.ts';

/** So many of the newest; the browser keeps 250 of its own accord (Resource Timing §4). */
const MAX_TOLD = 1_000;

const BY_SCRIPT = /^(fetch|xmlhttprequest)$/;

function isTiming(entry: PerformanceEntry): entry is PerformanceResourceTiming {
  return entry.entryType === 'resource' || entry.entryType === 'navigation';
}

/**
 * What the browser itself measured of this document's requests that have ended; times in ms since
 * the epoch. A status of 0 is one that it does not tell.
 */
export function endedRequests(
  { timeOrigin }: Pick<Performance, 'timeOrigin'>,
  entries: readonly PerformanceEntry[],
  isOurs: (hostname: string, port: string) => boolean,
): EndedRequest[] {
  return entries
    .filter(isTiming)
    .filter(({ name, responseEnd }) => {
      if (responseEnd <= 0 || !URL.canParse(name)) return false;
      const { hostname, port } = new URL(name);
      return isOurs(hostname, port);
    })
    .slice(-MAX_TOLD)
    .map(({ name, startTime, responseEnd, responseStatus = 0, initiatorType, workerStart }) => ({
      url: toldUrl(name),
      startedAt: timeOrigin + startTime,
      endedAt: timeOrigin + responseEnd,
      status: responseStatus,
      byScript: BY_SCRIPT.test(initiatorType) && workerStart === 0,
    }));
}
