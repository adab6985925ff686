import type { Analysis } from './analysis.ts';
import { type Evidence, evidence } from './causes/rule.ts';
import type { RefreshEvent } from './chains.ts';
import type { RequestEntry } from './entry.ts';
import { type Sending, sentOrNever } from './sending.ts';
import { signOutReader } from './sign-out.ts';

/** What the app itself sent within a time (ms), whether a fault touched it or not; refreshes apart. */
function sentBetween({ requests, sockets }: Analysis, fromMs: number, untilMs: number): Sending[] {
  return [...requests, ...sockets]
    .map(({ sending }: Pick<RequestEntry, 'sending'>) => sending)
    .filter((sending) => {
      const { by, route, method } = sending;
      const at = sentOrNever(sending);
      const isOwn = by === 'app' && route !== 'refresh' && method !== 'OPTIONS';
      return isOwn && at >= fromMs && at < untilMs;
    })
    .sort((a, b) => sentOrNever(a) - sentOrNever(b));
}

function again(refused: Sending, later: readonly Sending[]): Evidence[] {
  const { record, method, path } = refused;
  const same = later.filter((one) =>
    record ? one.record === record : one.method === method && one.path === path,
  );
  const [first] = same;
  const id = record ? 'then-same-token' : 'then-same-request';
  return first ? [evidence(id, { count: same.length }, first.request)] : [];
}

function repeated(refused: Sending, later: readonly Sending[]): Evidence[] {
  const { record, method, path } = refused;
  const one = later.find(
    (sending) => sending.record && sending.method === method && sending.path === path,
  );
  if (!one) return [];
  const id = one.record === record ? 'then-repeated-as-it-was' : 'then-repeated';
  return [evidence(id, {}, one.request)];
}

function refreshed({ request, startedAt, to }: RefreshEvent, refusedAt: number): Evidence {
  const later = (startedAt - refusedAt) / 1000;
  return evidence(to ? 'then-refreshed' : 'then-refreshed-in-vain', { later }, request.id);
}

/**
 * What the app was seen to do about a refusal that a fault had provoked, in order, as long as that
 * fault was on: what it does afterwards it may do because the user took the fault away.
 */
export function reactionTo(refused: Sending, analysis: Analysis): Evidence[] {
  const at = refused.answeredAt ?? refused.sentAt;
  if (at === null) return [];
  const end = refused.fault?.until ?? Number.POSITIVE_INFINITY;
  const signedOutBefore = signOutReader(analysis);
  const left = analysis.recording
    .documents()
    .find((opened) => opened.at >= at && opened.at < end && signedOutBefore(opened));
  const until = Math.min(end, left?.at ?? end);
  const refresh = analysis.chains.refreshes.find(
    ({ by, startedAt }) => by === 'app' && startedAt >= at && startedAt < until,
  );
  const renewedAt = refresh?.to ? (refresh.endedAt ?? until) : until;
  const did = [
    ...again(refused, sentBetween(analysis, at, renewedAt)),
    ...(refresh ? [refreshed(refresh, at)] : []),
    ...repeated(refused, sentBetween(analysis, renewedAt, until)),
    ...(left ? [evidence('then-left', { later: (left.at - at) / 1000 })] : []),
  ];
  return did.length > 0 ? did : [evidence('then-nothing')];
}
