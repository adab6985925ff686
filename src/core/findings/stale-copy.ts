import { type Said, said } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import type { FoundToken, TokenRole } from '../service/token-storage.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import type { Search } from './finding.ts';
import type { Scene, StoredState, Use } from './scene.ts';
import { areDifferent, personOf } from './stored-people.ts';
import { byRecord } from './traffic.ts';
import { firstOf, idsOf, orNoLonger, stillOrNoLonger } from './wording.ts';

interface Copy {
  state: StoredState;
  found: FoundToken;
  record: CredentialRecord;
  /** the place that this build reads, and what lies there */
  read: FoundToken;
  current: CredentialRecord;
  /** a build that is no longer in use wrote it, and this one does not read it */
  isLeftover: boolean;
}

function isAnotherPerson(a: CredentialRecord, b: CredentialRecord, { profile }: Scene): boolean {
  const [one, other] = [personOf(a, profile), personOf(b, profile)];
  return one !== null && other !== null && areDifferent(one, other);
}

/** What is read for one role, and every other place of that role that holds something else. */
function copiesOf(scene: Scene, state: StoredState, role: TokenRole): Copy[] {
  const { byToken } = scene.chains.credentials;
  const { reading } = state;
  const read = role === 'access' ? reading.active : reading.refresh;
  const current = byToken.get(read?.token ?? '');
  if (!read || !current) return [];
  return reading.all.flatMap((found): Copy[] => {
    const record = byToken.get(found.token);
    const readers = scene.profile.storage.readersOf(found.place);
    if (found.role !== role || found.token === read.token || !record || readers.length === 0)
      return [];
    if (isAnotherPerson(record, current, scene)) return [];
    const isLeftover = !readers.includes(reading.build);
    return [{ state, found, record, read, current, isLeftover }];
  });
}

/** A place that disagreed, as it was first and last seen so. */
interface Disagreement {
  first: Copy;
  last: Copy;
}

function readDisagreements(scene: Scene): Disagreement[] {
  const found = new Map<string, Disagreement>();
  for (const state of scene.storage) {
    if (!state.isSettled) continue;
    for (const role of ['access', 'refresh'] as const)
      for (const copy of copiesOf(scene, state, role)) {
        const key = `${state.seen.origin} ${copy.found.place}`;
        found.set(key, { first: found.get(key)?.first ?? copy, last: copy });
      }
  }
  return [...found.values()];
}

/** What lies in the copy, by its age beside the token that is read. */
function contentOf({ found, record, current }: Copy): Said {
  if (found.role === 'refresh') return said('copy_refresh_token');
  const gap = (record.issuedAt ?? Number.NaN) - (current.issuedAt ?? Number.NaN);
  if (Number.isNaN(gap) || gap === 0) return said('copy_token');
  return said(gap < 0 ? 'copy_older' : 'copy_newer', { token: record.id, age: gap / 1000 });
}

function copyEvidence(copy: Copy): Evidence {
  const { found, record, read, current, state, isLeftover } = copy;
  const told = evidence(
    isLeftover ? 'leftover' : 'copy',
    {
      place: found.place,
      token: record.id,
      read: read.place,
      current: current.id,
      at: iso(state.seen.at),
    },
    null,
    { values: { what: contentOf(copy) } },
  );
  return stillOrNoLonger(told, copy);
}

/** Uses of a copy after another token had been stored where this build reads. */
function sentCopies(copies: readonly Copy[], uses: ReadonlyMap<CredentialRecord, Use[]>): Use[] {
  return copies.flatMap(({ record, state, found, isLeftover }) =>
    isLeftover || found.role === 'refresh'
      ? []
      : (uses.get(record) ?? []).filter(({ at }) => at >= state.seen.at),
  );
}

export const staleCopy: Search = (scene) => {
  const all = readDisagreements(scene);
  const copies = all.map((one) => one.first);
  const real = copies.filter(({ isLeftover }) => !isLeftover);
  const [first] = real.length > 0 ? real : copies;
  if (!first) return null;
  const sent = sentCopies(real, byRecord(scene.uses));
  const lastOf = (isLeftover: boolean) =>
    all.flatMap((one) => (one.first.isLeftover === isLeftover ? one.last : []));
  const [lastReal, leftovers] = [lastOf(false), lastOf(true)];
  const evidenceOfAll = firstOf([...lastReal, ...leftovers].map(copyEvidence));
  if (real.length === 0)
    return {
      code: 'stale-copy',
      severity: 'info',
      title: orNoLonger(said('finding_stale_copy_leftover', { count: copies.length }), leftovers),
      evidence: evidenceOfAll,
      requests: [],
      advice: said('advice_leftovers', {
        place: first.read.place,
        leftovers: copies.map(({ found }) => found.place),
      }),
    };
  const { place } = first.read;
  const places = real.map(({ found }) => found.place);
  const isReadOld = real.some(
    ({ record, current }) => (record.issuedAt ?? 0) > (current.issuedAt ?? Infinity),
  );
  return {
    code: 'stale-copy',
    severity: sent.length > 0 || isReadOld ? 'error' : 'warning',
    title: orNoLonger(said('finding_stale_copy', { count: real.length }), lastReal),
    evidence: [
      ...evidenceOfAll,
      ...(sent[0]
        ? [
            evidence(
              'copy-sent',
              { sent: sent.length, at: iso(sent[0].at) },
              sent[0].sending.request,
              { values: { count: sent.length } },
            ),
          ]
        : []),
    ],
    requests: idsOf(sent),
    advice: isReadOld
      ? said('advice_write_every_key_read', { places, place })
      : said('advice_write_with_every_refresh', { places }),
  };
};
