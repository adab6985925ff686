import { type Evidence, evidence } from '../causes/rule.ts';
import { availableAt } from '../chains.ts';
import type { CredentialRecord } from '../credentials.ts';
import type { Search } from './finding.ts';
import { generationOf, latestAt, type Scene, type StoredState, type Use } from './scene.ts';
import { byRecord, placesOf } from './traffic.ts';
import { clockTime, count, endpointOf, firstOf, idsOf, iso, listed, span } from './wording.ts';

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
function reasonsOf(scene: Scene, uses: readonly Use[]): { evidence: Evidence[]; advice: string } {
  const { storage, profile, requests, refreshes } = scene;
  const { key, refreshable } = profile.storage.version;
  const first = uses[0] as Use;
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
        evidence(
          'last-refresh',
          `The last refresh had begun ${span(first.at - last.startedAt)} before`,
          { at: iso(last.startedAt) },
          last.judged.request.id,
        ),
      ],
      advice: `This build refreshes, but not before ${endpointOf(first.sending)} at ${clockTime(first.at)}: its timer stood still or was stopped (sleep, an expired token it gives up on), or this call does not ask for a good token first.`,
    };
  if (next)
    return {
      evidence: [
        evidence(
          'refreshed-after',
          `A refresh began only ${span(next.startedAt - first.at)} later`,
          { at: iso(next.startedAt) },
          next.judged.request.id,
        ),
      ],
      advice: `This build refreshes only once it has been refused: it should look at exp before ${endpointOf(first.sending)}, and refresh when less than ${profile.expiringSeconds} s are left.`,
    };
  const none = evidence('no-refresh-seen', 'No refresh call was ever seen', { refreshes: 0 });
  const scripts = requests.filter(({ request }) => request.resourceType === 'script');
  const worker = scripts.find(({ request }) => request.fromWorker !== 'nothing');
  const cached = worker ?? scripts.find(({ request }) => request.fromCache);
  if (!cached)
    return {
      evidence: [none],
      advice: `No refresh call was ever seen: this build has no refresh ahead of expiry, or its timer never began. It should refresh when less than ${profile.expiringSeconds} s are left, before ${endpointOf(first.sending)}.`,
    };
  const by = worker ? 'a service worker' : 'the browser’s cache';
  const { path } = cached.sending;
  const id = worker ? 'script-from-worker' : 'script-from-cache';
  return {
    evidence: [none, evidence(id, `${by} served ${path}`, { path }, cached.request.id)],
    advice: `The app’s script came from ${by} (${path}), so the fix may not have arrived: ${worker ? 'unregister the service worker' : 'reload without cache'} and try again. No refresh call was ever seen.`,
  };
}

function asV1Reason({ seen, reading }: StoredState, key: string) {
  const value = seen.entries[key] ?? null;
  const says =
    value === null ? `localStorage.${key} is not there` : `localStorage.${key} is “${value}”`;
  return {
    evidence: [evidence('auth-v1', says, { key, value, build: reading.build })],
    advice: `${says}, so the app takes this session for Auth V1 and never refreshes, although the token could be renewed: sign out and in again, and see who writes ${key}.`,
  };
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
  const evidenceOfUse = [...byRecord(uses)].map(([record, [one, ...more]]) => {
    const left = one?.verdict.secondsLeft ?? 0;
    const state =
      left <= 0 ? `expired for ${span(-left * 1000)}` : `with ${span(left * 1000)} left`;
    const places = listed(placesOf(record));
    return evidence(
      'used-up',
      `${record.id}${places && ` (${places})`} was sent ${state} at ${clockTime(one?.at ?? 0)}${more.length > 0 ? `, and ${count(more.length, 'time')} more` : ''}`,
      {
        token: record.id,
        secondsLeft: left,
        sent: more.length + 1,
        expiresAt: iso(record.expiresAt),
      },
      one?.sending.request,
    );
  });
  const signsOut = leaving
    ? ` At ${clockTime(leaving.at)} it signed out instead of refreshing.`
    : '';
  return {
    code: 'refresh-missing',
    severity: 'error',
    title: 'A token was used up although it could have been refreshed',
    evidence: [...firstOf(evidenceOfUse), ...reasons.evidence],
    requests: idsOf(uses),
    advice: `${reasons.advice}${signsOut}`,
  };
};

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
    title: 'The session is one of Auth V1, whose token cannot be refreshed',
    evidence: [
      ...firstOf(
        tokens.map((record) =>
          evidence(
            'v1-token',
            `${record.id} (${listed(placesOf(record)) || 'sent only'}) is a token of Auth V1`,
            { token: record.id, expiresAt: iso(record.expiresAt) },
            sent.find(({ sending }) => sending.record === record)?.sending.request,
          ),
        ),
      ),
      ...(contradiction
        ? [
            evidence('auth-version', `localStorage.${key} says “${refreshable}” all the same`, {
              key,
            }),
          ]
        : []),
    ],
    requests: idsOf(sent),
    advice: `Sign out and in again: a login of Auth V2 gives a token that can be refreshed${first.expiresAt === null ? '' : `; this one ends at ${iso(first.expiresAt)?.slice(0, 16).replace('T', ' ') ?? 'an unknown time'} UTC`}. The admin page has Auth V1 only.`,
  };
};

function isLoginOf(route: Use['sending']['route']): boolean {
  return route === 'login' || route === 'register' || route === 'password-reset';
}
