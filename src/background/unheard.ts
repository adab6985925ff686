import { pairInOrder } from '../core/recording/align.ts';
import { mergeLegs } from '../core/recording/merge.ts';
import type { Observation, RefusalLeg, WebLeg } from '../core/recording/observation.ts';
import type { EndedRequest } from '../messages.ts';

/** The clocks of a page and of `webRequest` differ by less, ms. */
export const SAME_START_MS = 2_000;

type DatedRefusal = RefusalLeg & { startedAt: number };

/** A refusal that was told, with what the browser measured of its request. */
export interface Missed {
  refusal: RefusalLeg;
  end: EndedRequest;
}

const isTold = (one: Observation): one is DatedRefusal =>
  one.kind === 'refusal' && one.startedAt !== null;

/**
 * Refusals that the page of a tab told and of which no event of the browser came: the worker was
 * stopped before it had them, or the page made them up.
 */
export function unheardRefusals(observations: readonly Observation[]): DatedRefusal[] {
  const names = new Map(
    observations.filter(isTold).map(({ method, url }) => [`${method} ${url}`, { method, url }]),
  );
  return [...names.values()].flatMap(({ method, url }) => {
    const legs = observations.filter(
      (one): one is WebLeg | DatedRefusal =>
        (one.kind === 'web' || isTold(one)) && one.method === method && one.url === url,
    );
    return mergeLegs(legs).flatMap(({ refusal, web }) =>
      refusal && isTold(refusal) && !web ? refusal : [],
    );
  });
}

/**
 * What the browser measured at an address, without that of which it has told already: of an image it
 * tells nothing, and a page's own worker may answer what it likes.
 */
function newlyMeasured(
  url: string,
  ended: readonly EndedRequest[],
  observations: readonly Observation[],
): EndedRequest[] {
  const measured = ended
    .filter((one) => one.url === url && one.byScript)
    .sort((a, b) => a.startedAt - b.startedAt);
  const heard = observations
    .flatMap((one) =>
      one.kind === 'web' && one.url === url && one.startedAt !== null
        ? { startedAt: one.startedAt }
        : [],
    )
    .sort((a, b) => a.startedAt - b.startedAt);
  const known = new Set(pairInOrder(measured, heard).map(([one]) => one));
  return measured.filter((one) => !known.has(one));
}

/**
 * Which of the refusals without an event the browser measured itself. A page can make up a refusal,
 * but no measure of one with its address, time and status.
 */
export function missedRefusals(
  observations: readonly Observation[],
  ended: readonly EndedRequest[],
): Missed[] {
  const free = new Map<string, EndedRequest[]>();
  return unheardRefusals(observations).flatMap((refusal) => {
    const { url, status, startedAt } = refusal;
    const measured = free.get(url) ?? newlyMeasured(url, ended, observations);
    const end = measured.find(
      (one) => one.status === status && Math.abs(one.startedAt - startedAt) < SAME_START_MS,
    );
    free.set(
      url,
      measured.filter((one) => one !== end),
    );
    return end ? { refusal, end } : [];
  });
}
