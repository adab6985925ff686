import { type Said, said } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { evidence } from '../verdict/causes/rule.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import type { Search } from './finding.ts';
import { generationOf, type Scene, type Use } from './scene.ts';
import { placesOf } from './traffic.ts';
import { firstOf, idsOf } from './wording.ts';

/** Whether tokens like this one can be renewed at all. */
export function refreshability(scene: Scene): (record: CredentialRecord) => boolean {
  const { chains, profile, storage } = scene;
  const proven = new Set(
    chains.credentials.issuances.flatMap(({ kind, access }) =>
      kind === 'refresh' && access ? [`${generationOf(access, profile)} ${access.user}`] : [],
    ),
  );
  const hasMeans = chains.refreshes.length > 0 || storage.some(({ reading }) => reading.refresh);
  const can = (record: CredentialRecord) => {
    const generation = generationOf(record, profile);
    if (proven.has(`${generation} ${record.user}`) || generation === 'v2') return true;
    return generation === null && hasMeans;
  };
  // Each use of a token is asked for, and there are few tokens.
  const renewable = new Set(chains.credentials.all.filter(can));
  return (record) => renewable.has(record);
}

function placesOrSent(record: CredentialRecord): string[] | Said {
  const places = placesOf(record);
  return places.length > 0 ? places : said('place_sent_only');
}

/** A session of Auth V1: its token cannot be renewed. */
export const notRefreshable: Search = (scene) => {
  const { profile, uses, storage, chains } = scene;
  const isRefreshable = refreshability(scene);
  const isV1 = (record: CredentialRecord) =>
    generationOf(record, profile) === 'v1' && !isRefreshable(record);
  const v1 = new Set(chains.credentials.all.filter(isV1));
  const sent = uses.filter(
    ({ sending: { route, record } }) => !isLoginOf(route) && record !== null && v1.has(record),
  );
  const stored = storage.flatMap(
    ({ reading }) => chains.credentials.byToken.get(reading.active?.token ?? '') ?? [],
  );
  const records = new Set([...sent.flatMap(({ sending }) => sending.record ?? []), ...stored]);
  const tokens = [...records].filter((record) => v1.has(record));
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
