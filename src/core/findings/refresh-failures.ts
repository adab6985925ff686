import { type Said, said, sentences } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { TOO_MANY_REQUESTS, UNAUTHORIZED } from '../service/http.ts';
import { storedPlaceholders } from '../service/stored-values.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import { spentRefreshToken } from '../verdict/credentials.ts';
import type { Search } from './finding.ts';
import { lostRaces } from './refresh-timing.ts';
import { latestAt, type OwnRefresh, type Scene, type StoredState, type Use } from './scene.ts';
import { endpointOf, firstOf, idsOf } from './wording.ts';

/** Above this share of failed refreshes the team wants an alert. */
const FAILURES_ABOVE = 0.05;
/** So many refusals after a refused refresh are no accident. */
const REFUSALS_OF_DEADLOCK = 2;
/** An app that throws its tokens away because of a failed refresh does so within this time. */
const WIPED_WITHIN_MS = 10_000;
/** An app that takes a wrong password for an expired token refreshes within this time. */
const AFTER_LOGIN_MS = 1_000;

/** `401 INVALID_REFRESH_TOKEN`, `net::ERR_FAILED`; null where nothing came, without a reason */
function answerOf({ judged: { facts: request, verdict } }: OwnRefresh): string | null {
  if (request.status === null) return request.error;
  return [request.status, verdict.error?.code].filter(Boolean).join(' ');
}

function answerSaid(refresh: OwnRefresh): string | Said {
  const answer = answerOf(refresh);
  if (answer === null) return said('no_answer');
  return refresh.judged.facts.status === null ? said('no_answer_because', { answer }) : answer;
}

function failure(refresh: OwnRefresh): Evidence {
  const { startedAt, judged } = refresh;
  const { status, id } = judged.facts;
  return evidence('refresh-failed', { at: iso(startedAt), status, answer: answerOf(refresh) }, id, {
    values: { endpoint: endpointOf(judged.sending), answer: answerSaid(refresh) },
  });
}

/** Refreshes that spent a refresh token which an earlier refresh had already replaced. */
function spentTwice(failed: readonly OwnRefresh[], { chains }: Scene): Evidence[] {
  return failed.flatMap(({ judged, startedAt }) => {
    const spent = spentRefreshToken(judged.facts);
    const replaced = chains.credentials.issuances.find(
      (issuance) =>
        issuance.at <= startedAt && issuance.spent?.token === spent && issuance.refresh !== null,
    );
    if (spent === null || !replaced || replaced.refresh?.token === spent) return [];
    return evidence('old-refresh-token', { replacedAt: iso(replaced.at) }, judged.facts.id, {
      values: { ago: (startedAt - replaced.at) / 1000 },
    });
  });
}

function afterLogin(failed: readonly OwnRefresh[], { requests }: Scene): Evidence[] {
  const refused = requests.filter(
    ({ facts: request }) => request.route.kind === 'login' && request.status === UNAUTHORIZED,
  );
  return failed.flatMap(({ startedAt, judged }) => {
    const login = refused.find(({ facts: { endedAt } }) => {
      return endedAt !== null && startedAt >= endedAt && startedAt - endedAt <= AFTER_LOGIN_MS;
    });
    if (!login) return [];
    return evidence('after-login', { login: login.facts.id }, judged.facts.id);
  });
}

function adviceFor(failed: readonly OwnRefresh[], spentOld: boolean, scene: Scene): Said {
  const lost = lostRaces(scene);
  // The debugger read it where it is to be read.
  const isOwn = failed.some(({ judged }) => judged.sending.by === 'app');
  const has = (test: (status: number | null) => boolean) =>
    failed.some(({ judged }) => test(judged.facts.status));
  const advice = [
    failed.some((one) => one.judged.facts.status === UNAUTHORIZED && !lost.has(one))
      ? said(isOwn ? 'advice_refresh_401' : 'detail_next_refresh_refused')
      : null,
    has((status) => status === TOO_MANY_REQUESTS) ? said('advice_refresh_429') : null,
    has((status) => status === null || status >= 500) ? said('advice_keep_tokens') : null,
    spentOld ? said('advice_store_new_refresh_token') : null,
  ];
  const endpoints = failed.map(({ judged }) => endpointOf(judged.sending));
  return advice.some((one) => one !== null)
    ? sentences(...advice)
    : said('advice_look_at_refresh', { endpoints });
}

/** A refused refresh token says the same of the session whoever sent it, unless another refresh had just spent it. */
function refusedToDebugger({ refreshesAsked, chains }: Scene): OwnRefresh[] {
  return refreshesAsked.filter(({ judged, startedAt, doneAt }) => {
    const isRaced = chains.refreshes.some(
      (other) => other.to && other.startedAt < doneAt && (other.endedAt ?? 0) > startedAt,
    );
    return judged.verdict.refusal && !isRaced;
  });
}

export const refreshFailing: Search = (scene) => {
  const ended = scene.refreshes.filter(({ result }) => result !== 'pending');
  const own = ended.filter(({ result }) => result === 'failed');
  const rate = ended.length === 0 ? 0 : own.length / ended.length;
  const isAlert = rate > FAILURES_ABOVE;
  const failed = isAlert ? own : refusedToDebugger(scene);
  if (failed.length === 0) return null;
  const old = spentTwice(failed, scene);
  return {
    code: 'refresh-failing',
    severity: 'error',
    title: failingTitle(),
    evidence: [
      ...firstOf(failed.map(failure)),
      ...firstOf(old),
      ...firstOf(afterLogin(failed, scene)),
    ],
    requests: failed.map(({ judged }) => judged.facts.id),
    advice: adviceFor(failed, old.length > 0, scene),
  };

  function failingTitle(): Said {
    if (!isAlert) return said('finding_refresh_failing_asked');
    const alert = FAILURES_ABOVE;
    const count = ended.length;
    // Another tab may have refreshed well.
    if (count === 1 && scene.refreshesElsewhere.length > 0)
      return said('finding_refresh_failing_here', { alert });
    return said('finding_refresh_failing', { count, failed: own.length, rate, alert });
  }
};

/** ms; when the page or the session began anew after this instant */
function nextStart({ loads, chains }: Scene, atMs: number): number {
  const load = loads.find((at) => at > atMs) ?? Number.POSITIVE_INFINITY;
  const login = chains.signIns.find(({ at, request }) => request !== null && at > atMs);
  return Math.min(load, login?.at ?? Number.POSITIVE_INFINITY);
}

/** Without any token, or where none can be seen, there is nothing that could wait for a refresh. */
function isRefusedToken({ sending, verdict }: Use): boolean {
  return (
    verdict.outcome === 'rejected' &&
    sending.route !== 'refresh' &&
    sending.headersRead &&
    verdict.refusal?.cause !== 'missing' &&
    !verdict.refusal?.evidence.some(({ id }) => id === 'words-missing')
  );
}

export const refreshDeadlock: Search = (scene) => {
  const refused = scene.uses.filter(isRefusedToken);
  for (const { judged, doneAt } of scene.refreshes) {
    if (judged.facts.status !== UNAUTHORIZED) continue;
    const until = nextStart(scene, doneAt);
    const next = scene.refreshStarts.find((at) => at >= doneAt);
    const waiting = refused.filter(({ at }) => at >= doneAt && at < until);
    if ((next !== undefined && next < until) || waiting.length < REFUSALS_OF_DEADLOCK) continue;
    return {
      code: 'refresh-deadlock',
      severity: 'error',
      title: said('finding_refresh_deadlock', { refusals: waiting.length }),
      evidence: [
        evidence('refused-refresh', { at: iso(doneAt) }, judged.facts.id, {
          values: { endpoint: endpointOf(judged.sending) },
        }),
        ...firstOf(
          waiting.map(({ sending, at }) =>
            evidence('refused-after', { at: iso(at) }, sending.request, {
              values: { endpoint: endpointOf(sending), later: (at - doneAt) / 1000 },
            }),
          ),
        ),
      ],
      requests: [judged.facts.id, ...idsOf(waiting)],
      advice: said('advice_break_deadlock', {
        endpoint: endpointOf(judged.sending),
      }),
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
  const logouts = scene.requests.filter(({ facts: request }) => request.route.kind === 'logout');
  const wiped = scene.refreshes.flatMap((refresh) => {
    const isRefused = refresh.judged.verdict.outcome === 'rejected';
    if (refresh.result !== 'failed' || isRefused) return [];
    const state = emptied(scene, refresh);
    if (!state) return [];
    const own = latestAt(
      logouts,
      refresh.doneAt,
      ({ facts: request }) => request.startedAt ?? Infinity,
    );
    const wasLeaving = own !== null && (own.facts.endedAt ?? Infinity) >= refresh.startedAt;
    return wasLeaving ? [] : [{ refresh, state }];
  });
  const [first] = wiped;
  if (!first) return null;
  return {
    code: 'wiped-after-refresh-failure',
    severity: 'error',
    title: said('finding_wiped_after_refresh_failure'),
    evidence: firstOf(
      wiped.flatMap(({ refresh, state }) => [
        failure(refresh),
        evidence('wiped', { at: iso(state.seen.at) }, refresh.judged.facts.id, {
          values: { later: Math.max(0, state.seen.at - refresh.doneAt) / 1000 },
        }),
      ]),
    ),
    requests: wiped.map(({ refresh }) => refresh.judged.facts.id),
    advice: said('advice_only_401_ends_session', { origin: first.state.seen.origin }),
  };
};
