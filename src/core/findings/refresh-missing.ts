import { type Said, said, sentences } from '../language/language.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import { availableAt } from '../verdict/chains.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import type { Search } from './finding.ts';
import { generationOf, latestAt, type Scene, type StoredState, type Use } from './scene.ts';
import { byRecord, placesOf } from './traffic.ts';
import { endpointOf, firstOf, idsOf, iso } from './wording.ts';

/** With less than this many seconds left a token should be on its way out. */
const NEARLY_EXPIRED_SECONDS = 60;
/** A refresh that began this long ago may still be meant for the token in use. */
const REFRESH_WITHIN_MS = 300_000;

/** Whether tokens like this one can be renewed at all. */
function refreshability(scene: Scene): (record: CredentialRecord) => boolean {
  const { chains, profile, storage } = scene;
  const proven = new Set(
    chains.credentials.issuances.flatMap(({ kind, access }) =>
      kind === 'refresh' && access ? [`${generationOf(access, profile)} ${access.user}`] : [],
    ),
  );
  const hasMeans = chains.refreshes.length > 0 || storage.some(({ reading }) => reading.refresh);
  return (record) => {
    const generation = generationOf(record, profile);
    if (proven.has(`${generation} ${record.user}`) || generation === 'v2') return true;
    return generation === null && hasMeans;
  };
}

function isNearItsEnd({ sending, verdict }: Use): boolean {
  const { flags, clock } = verdict;
  const uncertainty = (clock?.uncertaintyMs ?? 0) / 1000;
  const atMost = verdict.secondsLeft === null ? Infinity : verdict.secondsLeft + uncertainty;
  if (sending.route === 'login' || sending.route === 'register') return false;
  if (sending.route === 'refresh' || sending.route === 'password-reset') return false;
  return flags.includes('sent-expired') || atMost < NEARLY_EXPIRED_SECONDS;
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
        evidence('last-refresh', { at: iso(last.startedAt) }, last.judged.request.id, {
          values: { ago: (first.at - last.startedAt) / 1000 },
        }),
      ],
      advice: said('advice_timer_stood_still', { endpoint, at: iso(first.at) }),
    };
  if (next)
    return {
      evidence: [
        evidence('refreshed-after', { at: iso(next.startedAt) }, next.judged.request.id, {
          values: { later: (next.startedAt - first.at) / 1000 },
        }),
      ],
      advice: said('advice_look_before_sending', { endpoint, expiringSeconds }),
    };
  const none = evidence('no-refresh-seen', { refreshes: 0 });
  const scripts = requests.filter(({ request }) => request.resourceType === 'script');
  const worker = scripts.find(({ request }) => request.fromWorker !== 'nothing');
  const cached = worker ?? scripts.find(({ request }) => request.fromCache);
  if (!cached)
    return { evidence: [none], advice: said('advice_no_refresh', { expiringSeconds, endpoint }) };
  const { path } = cached.sending;
  const id = worker ? 'script-from-worker' : 'script-from-cache';
  return {
    evidence: [none, evidence(id, { path }, cached.request.id)],
    advice: said(worker ? 'advice_unregister_worker' : 'advice_reload_without_cache', { path }),
  };
}

function asV1Reason({ seen, reading }: StoredState, key: string) {
  const value = seen.entries[key] ?? null;
  const as = { key: value === null ? 'evidence_auth_v1_absent' : 'evidence_auth_v1' } as const;
  const advice = value === null ? 'advice_version_is_absent' : 'advice_who_writes_version';
  return {
    evidence: [evidence('auth-v1', { key, value, build: reading.build }, null, as)],
    advice: said(advice, { key, value }),
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

export const refreshMissing: Search = (scene) => {
  const isRefreshable = refreshability(scene);
  const uses = scene.uses.filter(
    (use) =>
      isNearItsEnd(use) &&
      use.sending.record !== null &&
      isRefreshable(use.sending.record) &&
      isUnrenewed(use, scene),
  );
  const [first] = uses;
  if (!first?.sending.record) return null;
  const reasons = reasonsOf(scene, uses);
  const leaving = uses.find(({ sending }) => sending.route === 'logout');
  const evidenceOfUse = [...byRecord(uses)].map(([record, sent]) => usedUp(record, sent));
  return {
    code: 'refresh-missing',
    severity: 'error',
    title: said('finding_refresh_missing'),
    evidence: [...firstOf(evidenceOfUse), ...reasons.evidence],
    requests: idsOf(uses),
    advice: sentences(
      reasons.advice,
      leaving ? said('advice_signed_out_instead', { at: iso(leaving.at) }) : null,
    ),
  };
};

function placesOrSent(record: CredentialRecord): string[] | Said {
  const places = placesOf(record);
  return places.length > 0 ? places : said('place_sent_only');
}

/** A session of Auth V1: its token cannot be renewed. */
export const notRefreshable: Search = (scene) => {
  const { profile, uses, storage, chains } = scene;
  const isRefreshable = refreshability(scene);
  const isV1 = (record: CredentialRecord | null | undefined): record is CredentialRecord =>
    Boolean(record && generationOf(record, profile) === 'v1' && !isRefreshable(record));
  const sent = uses.filter(({ sending }) => !isLoginOf(sending.route) && isV1(sending.record));
  const stored = storage.flatMap(
    ({ reading }) => chains.credentials.byToken.get(reading.active?.token ?? '') ?? [],
  );
  const records = new Set([...sent.flatMap(({ sending }) => sending.record ?? []), ...stored]);
  const tokens = [...records].filter(isV1);
  const [first] = tokens;
  if (!first) return null;
  const { key, refreshable } = profile.storage.version;
  const contradiction = storage.find(({ seen }) => seen.entries[key] === refreshable);
  const isUrgent = sent.some(({ verdict }) => ['expiring', 'expired'].includes(verdict.validity));
  return {
    code: 'not-refreshable',
    severity: isUrgent ? 'warning' : 'info',
    title: said('finding_not_refreshable'),
    evidence: [
      ...firstOf(
        tokens.map((record) =>
          evidence(
            'v1-token',
            { token: record.id, expiresAt: iso(record.expiresAt) },
            sent.find(({ sending }) => sending.record === record)?.sending.request,
            { values: { places: placesOrSent(record) } },
          ),
        ),
      ),
      ...(contradiction
        ? [evidence('auth-version', { key }, null, { values: { value: refreshable } })]
        : []),
    ],
    requests: idsOf(sent),
    advice:
      first.expiresAt === null
        ? said('advice_sign_in_with_v2')
        : said('advice_sign_in_with_v2_before', { expiresAt: iso(first.expiresAt) }),
  };
};

function isLoginOf(route: Use['sending']['route']): boolean {
  return route === 'login' || route === 'register' || route === 'password-reset';
}
