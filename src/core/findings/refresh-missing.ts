import { type Said, said, sentences } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { liesInTime } from '../verdict/causes/about-causes.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import type { RefreshEvent } from '../verdict/chains.ts';
import { availableAt, type CredentialRecord } from '../verdict/credentials.ts';
import { unlessProven, wasSurelyExpired } from './certainty.ts';
import type { Finding, Search } from './finding.ts';
import { refreshability } from './not-refreshable.ts';
import { latestAt, type Scene, type StoredState, type Use } from './scene.ts';
import { byRecord, placesOf } from './traffic.ts';
import { adviceOn, byLifetime, endpointOf, firstOf, idsOf } from './wording.ts';

/** With less than this many seconds left a token should be on its way out. */
const NEARLY_EXPIRED_SECONDS = 60;
/** A refresh that began this long ago may still be meant for the token in use. */
const REFRESH_WITHIN_MS = 300_000;

function isNearItsEnd({ sending, verdict }: Use): boolean {
  const { flags, secondsLeft } = verdict;
  if (sending.route === 'login' || sending.route === 'register') return false;
  if (sending.route === 'refresh' || sending.route === 'password-reset') return false;
  return flags.includes('sent-expired') || (secondsLeft ?? Infinity) < NEARLY_EXPIRED_SECONDS;
}

function isUnrenewed({ sending, at }: Use, { chains, refreshStarts }: Scene): boolean {
  const { record } = sending;
  if (!record) return false;
  const newer = chains.replacedBy(record);
  // Then it is an old copy that is used, and no refresh that is missing.
  if (newer && availableAt(newer) <= at) return false;
  const last = latestAt(refreshStarts, at, (start) => start);
  return last === null || at - last > REFRESH_WITHIN_MS;
}

/** Why nothing refreshes: the session goes as Auth V1, old code runs, or none is there to do it. */
function reasonsOf(scene: Scene, uses: readonly Use[]): { evidence: Evidence[]; advice: Said } {
  const { storage, profile, requests, refreshes } = scene;
  const { key, refreshable } = profile.storage.version;
  const first = uses[0] as Use;
  const endpoint = endpointOf(first.sending);
  const { expiringSeconds } = profile;
  const asV1 = storage.find(
    ({ seen, reading }) =>
      reading.build === 'v1' || (reading.build === 'auth-v2' && seen.entries[key] !== refreshable),
  );
  if (asV1) return asV1Reason(asV1, key);
  const last = latestAt(refreshes, first.at, ({ startedAt }) => startedAt);
  const next = refreshes.find(({ startedAt }) => startedAt > first.at);
  if (last)
    return {
      evidence: [
        evidence('last-refresh', { at: iso(last.startedAt) }, last.judged.facts.id, {
          values: { ago: (first.at - last.startedAt) / 1000 },
        }),
      ],
      advice: said('advice_timer_stood_still', { endpoint }),
    };
  if (next) {
    const wasRefused = uses.some(
      ({ at, verdict }) => at <= next.startedAt && verdict.outcome === 'rejected',
    );
    const advice = wasRefused ? 'advice_look_before_sending' : 'advice_refresh_sooner';
    return {
      evidence: [
        evidence('refreshed-after', { at: iso(next.startedAt) }, next.judged.facts.id, {
          values: { later: (next.startedAt - first.at) / 1000 },
        }),
      ],
      advice: said(advice, { endpoint, expiringSeconds }),
    };
  }
  const none = evidence('no-refresh-seen', { refreshes: 0 });
  const scripts = requests.filter(({ facts: request }) => request.resourceType === 'script');
  const worker = scripts.find(({ facts: request }) => request.fromWorker !== 'nothing');
  const cached = worker ?? scripts.find(({ facts: request }) => request.fromCache);
  if (!cached)
    return { evidence: [none], advice: said('advice_no_refresh', { expiringSeconds, endpoint }) };
  const { path } = cached.sending;
  const id = worker ? 'script-from-worker' : 'script-from-cache';
  return {
    evidence: [none, evidence(id, { path }, cached.facts.id)],
    advice: said(worker ? 'advice_unregister_worker' : 'advice_reload_without_cache'),
  };
}

function asV1Reason({ seen, reading }: StoredState, key: string) {
  const value = seen.entries[key] ?? null;
  const as = { key: value === null ? 'evidence_auth_v1_absent' : 'evidence_auth_v1' } as const;
  return {
    evidence: [evidence('auth-v1', { key, value, build: reading.build }, null, as)],
    advice: said('advice_who_writes_version', { key }),
  };
}

/** How a token was sent at its end or after it, first and how often then. */
function usedUp(record: CredentialRecord, [first, ...more]: readonly Use[]): Evidence {
  const left = first?.verdict.secondsLeft ?? 0;
  const places = placesOf(record);
  const key = left <= 0 ? 'evidence_used_up_expired' : 'evidence_used_up';
  const values = {
    at: iso(first?.at ?? null),
    secondsLeft: left,
    token: places.length === 0 ? record.id : said('token_in_places', { token: record.id, places }),
  };
  const again = { first: said(key, values), count: more.length };
  return evidence(
    'used-up',
    {
      token: record.id,
      secondsLeft: left,
      sent: more.length + 1,
      expiresAt: iso(record.expiresAt),
    },
    first?.sending.request,
    more.length > 0 ? { key: 'evidence_used_up_again', values: again } : { key, values },
  );
}

interface Ending {
  record: CredentialRecord;
  uses: readonly Use[];
  /** `renewed` before its end, unless `refused` before that; `open` where its end was not reached, else `used-up` */
  how: 'used-up' | 'refused' | 'open' | 'renewed';
  /** the refresh that renewed it before its end */
  renewal: RefreshEvent | null;
  /** s left when that refresh began, or else when the token was last sent */
  left: number;
}

/** What became of a token that was sent near its end or after it. */
function endingOf(record: CredentialRecord, uses: readonly Use[], scene: Scene): Ending {
  const first = uses[0] as Use;
  const { host } = first.sending;
  const leftAt = (ms: number) =>
    ((record.expiresAt ?? Number.POSITIVE_INFINITY) - scene.serverTime(ms, host)) / 1000;
  const next = scene.chains.refreshes.find(({ startedAt }) => startedAt > first.at) ?? null;
  const renewal = next !== null && leftAt(next.startedAt) > 0 ? next : null;
  const until = next?.startedAt ?? Number.POSITIVE_INFINITY;
  const refusals = scene.uses.flatMap(({ sending, verdict: { refusal }, at }) =>
    sending.record === record && at >= first.at && at <= until && refusal ? [refusal] : [],
  );
  const ranOut = refusals.some(({ cause }) => liesInTime(cause));
  const wasSentExpired = uses.some(({ verdict }) => verdict.flags.includes('sent-expired'));
  const isOver = next !== null || leftAt(scene.analysis.lastAt) <= 0;
  const left = renewal ? leftAt(renewal.startedAt) : (uses.at(-1)?.verdict.secondsLeft ?? 0);
  if (ranOut || wasSentExpired || (isOver && !renewal))
    return { record, uses, how: 'used-up', renewal: null, left };
  if (refusals.length > 0) return { record, uses, how: 'refused', renewal: null, left };
  return { record, uses, how: renewal ? 'renewed' : 'open', renewal, left };
}

/** What the app did well enough: it renewed before the end, only with little time left. */
function renewedNearEnd(endings: readonly Ending[], { profile }: Scene): Finding {
  const uses = endings.flatMap((ending) => ending.uses);
  const least = endings.reduce((one, other) => (other.left < one.left ? other : one));
  return {
    code: 'refresh-missing',
    severity: 'info',
    title: said('finding_refresh_missing_renewed', { left: least.left }),
    evidence: firstOf(
      endings.flatMap(({ record, uses: sent, renewal, left }) => [
        usedUp(record, sent),
        evidence(
          'renewed-near-end',
          { token: record.id, at: iso(renewal?.startedAt ?? null), secondsLeft: left },
          renewal?.request.id,
        ),
      ]),
    ),
    requests: idsOf(uses),
    advice: sentences(
      ...byLifetime(
        said('advice_refresh_sooner', {
          endpoint: endpointOf((uses[0] as Use).sending),
          expiringSeconds: profile.expiringSeconds,
        }),
        endings.map(({ record }) => record),
        profile.expiringSeconds,
      ),
    ),
  };
}

export const refreshMissing: Search = (scene) => {
  const isRefreshable = refreshability(scene);
  const near = scene.uses.filter(
    (use) =>
      isNearItsEnd(use) &&
      use.sending.record !== null &&
      isRefreshable(use.sending.record) &&
      isUnrenewed(use, scene),
  );
  const endings = [...byRecord(near)].map(([record, uses]) => endingOf(record, uses, scene));
  const [missing = []] = (['used-up', 'refused', 'open'] as const)
    .map((each) => endings.filter(({ how }) => how === each))
    .filter(({ length }) => length > 0);
  const [first] = missing;
  if (!first) return endings.length > 0 ? renewedNearEnd(endings, scene) : null;
  const uses = missing.flatMap((ending) => ending.uses);
  const reasons = reasonsOf(scene, uses);
  const leaving = uses.find(({ sending }) => sending.route === 'logout');
  return {
    code: 'refresh-missing',
    severity: first.how === 'open' ? 'warning' : 'error',
    title:
      first.how === 'used-up'
        ? said('finding_refresh_missing')
        : said('finding_refresh_missing_open', { limit: NEARLY_EXPIRED_SECONDS }),
    evidence: [
      ...firstOf(missing.map(({ record, uses: sent }) => usedUp(record, sent))),
      ...reasons.evidence,
      ...unlessProven(
        first.how !== 'used-up' || uses.some(wasSurelyExpired),
        uses[0]?.verdict.clock ?? null,
      ),
    ],
    requests: idsOf(uses),
    advice: adviceOn(
      uses,
      ...byLifetime(
        reasons.advice,
        missing.map(({ record }) => record),
        scene.profile.expiringSeconds,
      ),
      leaving ? said('advice_signed_out_instead', { at: iso(leaving.at) }) : null,
    ),
  };
};
