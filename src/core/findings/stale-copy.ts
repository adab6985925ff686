import { type Said, said } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import type { FoundToken, TokenRole } from '../service/token-storage.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import type { Search } from './finding.ts';
import type { Scene, StoredState, Use } from './scene.ts';
import { areDifferent, personOf } from './stored-people.ts';
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

/** Every copy in each state of the storage, by time. */
function readCopies(scene: Scene): Copy[] {
  return scene.storage.flatMap((state) =>
    state.isSettled
      ? [...copiesOf(scene, state, 'access'), ...copiesOf(scene, state, 'refresh')]
      : [],
  );
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
  return stillOrNoLonger(told, state);
}

/** Uses of a copy after another token had been stored where this build reads. */
function sentCopies(copies: readonly Copy[], uses: readonly Use[]): Use[] {
  const since = new Map<CredentialRecord | null, number>();
  for (const { record, state, found, isLeftover } of copies)
    if (!isLeftover && found.role === 'access' && !since.has(record))
      since.set(record, state.seen.at);
  return uses.filter(({ sending: { record }, at }) => {
    const from = since.get(record);
    return from !== undefined && at >= from;
  });
}

export const staleCopy: Search = (scene) => {
  const all = readCopies(scene);
  // What each place held last.
  const last = [
    ...new Map(all.map((copy) => [`${copy.state.seen.origin} ${copy.found.place}`, copy])).values(),
  ];
  const real = last.filter(({ isLeftover }) => !isLeftover);
  const leftovers = last.filter(({ isLeftover }) => isLeftover);
  const [first] = real.length > 0 ? real : leftovers;
  if (!first) return null;
  const sent = sentCopies(all, scene.uses);
  const evidenceOfAll = firstOf([...real, ...leftovers].map(copyEvidence));
  if (real.length === 0)
    return {
      code: 'stale-copy',
      severity: 'info',
      title: orNoLonger(
        said('finding_stale_copy_leftover', { count: leftovers.length }),
        leftovers,
      ),
      evidence: evidenceOfAll,
      requests: [],
      advice: said('advice_leftovers', {
        place: first.read.place,
        leftovers: leftovers.map(({ found }) => found.place),
      }),
    };
  const { place } = first.read;
  const places = real.map(({ found }) => found.place);
  const isReadOld = all.some(
    ({ record, current, isLeftover }) =>
      !isLeftover && (record.issuedAt ?? 0) > (current.issuedAt ?? Infinity),
  );
  return {
    code: 'stale-copy',
    severity: sent.length > 0 || isReadOld ? 'error' : 'warning',
    title: orNoLonger(said('finding_stale_copy', { count: real.length }), real),
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
