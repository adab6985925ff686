import { type Evidence, evidence } from '../causes/rule.ts';
import { spentRefreshToken } from '../credentials.ts';
import { storedPlaceholders } from '../stored-values.ts';
import type { Search } from './finding.ts';
import { latestAt, type OwnRefresh, type Scene, type StoredState, type Use } from './scene.ts';
import {
  clockTime,
  count,
  endpointOf,
  firstOf,
  idsOf,
  iso,
  listed,
  percent,
  span,
} from './wording.ts';

/** Above this share of failed refreshes the team wants an alert. */
const FAILURES_ABOVE = 0.05;
/** So many refusals after a refused refresh are no accident. */
const REFUSALS_OF_DEADLOCK = 2;
/** An app that throws its tokens away because of a failed refresh does so within this time. */
const WIPED_WITHIN_MS = 10_000;
/** An app that takes a wrong password for an expired token refreshes within this time. */
const AFTER_LOGIN_MS = 1_000;
const UNAUTHORIZED = 401;
const TOO_MANY_REQUESTS = 429;

/** `401 INVALID_REFRESH_TOKEN`, `no answer (net::ERR_FAILED)` */
function answerOf({ judged: { request, verdict } }: OwnRefresh): string {
  if (request.status === null) return `no answer${request.error ? ` (${request.error})` : ''}`;
  return [request.status, verdict.error?.code].filter(Boolean).join(' ');
}

function failure(refresh: OwnRefresh): Evidence {
  const { startedAt, judged } = refresh;
  const answer = answerOf(refresh);
  const text = `${clockTime(startedAt)}: ${endpointOf(judged.sending)} got ${answer}`;
  const values = { at: iso(startedAt), status: judged.request.status, answer };
  return evidence('refresh-failed', text, values, judged.request.id);
}

/** Refreshes that spent a refresh token which an earlier refresh had already replaced. */
function spentTwice(failed: readonly OwnRefresh[], { chains }: Scene): Evidence[] {
  return failed.flatMap(({ judged, startedAt }) => {
    const spent = spentRefreshToken(judged.request);
    const replaced = chains.credentials.issuances.find(
      (issuance) =>
        issuance.at <= startedAt && issuance.spent?.token === spent && issuance.refresh !== null,
    );
    if (spent === null || !replaced || replaced.refresh?.token === spent) return [];
    const text = `It sent a refresh token that had been exchanged for another ${span(startedAt - replaced.at)} before`;
    return evidence('old-refresh-token', text, { replacedAt: iso(replaced.at) }, judged.request.id);
  });
}

function afterLogin(failed: readonly OwnRefresh[], { requests }: Scene): Evidence[] {
  const refused = requests.filter(
    ({ request }) => request.route.kind === 'login' && request.status === UNAUTHORIZED,
  );
  return failed.flatMap(({ startedAt, judged }) => {
    const login = refused.find(({ request: { endedAt } }) => {
      return endedAt !== null && startedAt >= endedAt && startedAt - endedAt <= AFTER_LOGIN_MS;
    });
    if (!login) return [];
    const text = 'It began because a login had been refused: a wrong password is no expired token';
    return evidence('after-login', text, { login: login.request.id }, judged.request.id);
  });
}

function adviceFor(failed: readonly OwnRefresh[]): string {
  const has = (test: (status: number | null) => boolean) =>
    failed.some(({ judged }) => test(judged.request.status));
  const endpoint = listed(failed.map(({ judged }) => endpointOf(judged.sending)));
  const advice = [
    has((status) => status === UNAUTHORIZED)
      ? 'A 401 here means that the refresh token itself is no longer good: sign in again, and see which key it was read from.'
      : '',
    has((status) => status === TOO_MANY_REQUESTS)
      ? 'A 429 wants waiting for as long as the answer says.'
      : '',
    has((status) => status === null || status >= 500)
      ? 'A failure of network or server says nothing against the session: keep the tokens and try again.'
      : '',
  ];
  return [`Look at the answers of ${endpoint}.`, ...advice].filter(Boolean).join(' ');
}

export const refreshFailing: Search = (scene) => {
  const ended = scene.refreshes.filter(({ result }) => result !== 'pending');
  const failed = ended.filter(({ result }) => result === 'failed');
  const rate = ended.length === 0 ? 0 : failed.length / ended.length;
  if (rate <= FAILURES_ABOVE) return null;
  const old = spentTwice(failed, scene);
  return {
    code: 'refresh-failing',
    severity: 'error',
    title: `${failed.length} of ${count(ended.length, 'refresh', 'refreshes')} failed (${percent(rate)}); the alert is at ${percent(FAILURES_ABOVE)}`,
    evidence: [
      ...firstOf(failed.map(failure)),
      ...firstOf(old),
      ...firstOf(afterLogin(failed, scene)),
    ],
    requests: failed.map(({ judged }) => judged.request.id),
    advice:
      old.length > 0
        ? `${adviceFor(failed)} A refresh must store the new refresh token in every key that the next one reads.`
        : adviceFor(failed),
  };
};

/** ms; when the page or the session began anew after this instant */
function nextStart({ loads, chains }: Scene, atMs: number): number {
  const load = loads.find((at) => at > atMs) ?? Number.POSITIVE_INFINITY;
  const login = chains.signIns.find(({ at, request }) => request !== null && at > atMs);
  return Math.min(load, login?.at ?? Number.POSITIVE_INFINITY);
}

/** Without any token there is nothing that could wait for a refresh. */
function isRefusedToken({ sending, verdict }: Use): boolean {
  return (
    verdict.outcome === 'rejected' &&
    sending.route !== 'refresh' &&
    verdict.refusal?.cause !== 'missing'
  );
}

export const refreshDeadlock: Search = (scene) => {
  const refused = scene.uses.filter(isRefusedToken);
  for (const { judged, doneAt } of scene.refreshes) {
    if (judged.request.status !== UNAUTHORIZED) continue;
    const until = nextStart(scene, doneAt);
    const next = scene.refreshStarts.find((at) => at >= doneAt);
    const waiting = refused.filter(({ at }) => at >= doneAt && at < until);
    if ((next !== undefined && next < until) || waiting.length < REFUSALS_OF_DEADLOCK) continue;
    const last = waiting.at(-1)?.at ?? doneAt;
    return {
      code: 'refresh-deadlock',
      severity: 'error',
      title: `The refresh was refused, and ${count(waiting.length, 'refusal')} followed without another refresh`,
      evidence: [
        evidence(
          'refused-refresh',
          `${endpointOf(judged.sending)} was answered 401 at ${clockTime(doneAt)}`,
          { at: iso(doneAt) },
          judged.request.id,
        ),
        ...firstOf(
          waiting.map(({ sending, at }) =>
            evidence(
              'refused-after',
              `${endpointOf(sending)} was refused ${span(at - doneAt)} later`,
              { at: iso(at) },
              sending.request,
            ),
          ),
        ),
      ],
      requests: [judged.request.id, ...idsOf(waiting)],
      advice: `Reload the page and sign in again. In the app the 401 of ${endpointOf(judged.sending)} must not go through the same interceptor as the others: it waits there for itself, and everything refused later waits with it (here for ${span(last - doneAt)}). Release the waiting requests and sign out instead.`,
    };
  }
  return null;
};

/** A word like “undefined” is no token, but nobody cleared it either. */
function holdsTokens({ profile }: Scene, { reading, seen }: StoredState): boolean {
  if (reading.active !== null || reading.refresh !== null) return true;
  return storedPlaceholders(profile.storage, seen).length > 0;
}

/** The state of the same page that took this one's place. */
function emptied(scene: Scene, refresh: OwnRefresh): StoredState | null {
  const { startedAt, doneAt } = refresh;
  const at = scene.storage.findIndex(
    (state, index) =>
      state.seen.at >= startedAt &&
      state.seen.at <= doneAt + WIPED_WITHIN_MS &&
      !holdsTokens(scene, state) &&
      scene.storage[index - 1]?.seen.origin === state.seen.origin &&
      holdsTokens(scene, scene.storage[index - 1] as StoredState),
  );
  return scene.storage[at] ?? null;
}

export const wipedAfterRefreshFailure: Search = (scene) => {
  const logouts = scene.requests.filter(({ request }) => request.route.kind === 'logout');
  const wiped = scene.refreshes.flatMap((refresh) => {
    const isRefused = refresh.judged.verdict.outcome === 'rejected';
    if (refresh.result !== 'failed' || isRefused) return [];
    const state = emptied(scene, refresh);
    if (!state) return [];
    const own = latestAt(logouts, refresh.doneAt, ({ request }) => request.startedAt ?? Infinity);
    const wasLeaving = own !== null && (own.request.endedAt ?? Infinity) >= refresh.startedAt;
    return wasLeaving ? [] : [{ refresh, state }];
  });
  const [first] = wiped;
  if (!first) return null;
  const answers = listed(wiped.map(({ refresh }) => answerOf(refresh)));
  return {
    code: 'wiped-after-refresh-failure',
    severity: 'error',
    title: `The app threw its tokens away because a refresh failed (${answers})`,
    evidence: firstOf(
      wiped.flatMap(({ refresh, state }) => [
        failure(refresh),
        evidence(
          'wiped',
          `The token keys were empty ${span(Math.max(0, state.seen.at - refresh.doneAt))} later`,
          { at: iso(state.seen.at) },
          refresh.judged.request.id,
        ),
      ]),
    ),
    requests: wiped.map(({ refresh }) => refresh.judged.request.id),
    advice: `Sign in again. In the app only a refresh that is refused (401) may end the session; after ${answers} keep the tokens of ${first.state.seen.origin} and try again with growing pauses.`,
  };
};
