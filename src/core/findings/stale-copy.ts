import { type Evidence, evidence } from '../causes/rule.ts';
import type { CredentialRecord } from '../credentials.ts';
import { readersOf } from '../stored-values.ts';
import type { FoundToken, TokenRole } from '../token-storage.ts';
import type { Search } from './finding.ts';
import type { Scene, StoredState, Use } from './scene.ts';
import { areDifferent, personOf } from './stored-people.ts';
import { byRecord } from './traffic.ts';
import { clockTime, count, firstOf, idsOf, iso, listed, span } from './wording.ts';

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
    const readers = readersOf(scene.profile.storage, found.place);
    if (found.role !== role || found.token === read.token || !record || readers.length === 0)
      return [];
    if (isAnotherPerson(record, current, scene)) return [];
    const isLeftover = !readers.includes(reading.build);
    return [{ state, found, record, read, current, isLeftover }];
  });
}

/** Every place that disagreed, as it was first seen so. */
function readCopies(scene: Scene): Copy[] {
  const found = new Map<string, Copy>();
  for (const state of scene.storage) {
    if (!state.isSettled) continue;
    for (const role of ['access', 'refresh'] as const)
      for (const copy of copiesOf(scene, state, role)) {
        const key = `${state.seen.origin} ${copy.found.place}`;
        if (!found.has(key)) found.set(key, copy);
      }
  }
  return [...found.values()];
}

function age({ record, current }: Copy): string {
  if (record.issuedAt === null || current.issuedAt === null) return 'another token';
  const gap = record.issuedAt - current.issuedAt;
  if (gap === 0) return 'another token';
  return `${record.id}, issued ${span(gap)} ${gap < 0 ? 'before' : 'after'}`;
}

function copyEvidence(copy: Copy): Evidence {
  const { found, record, read, current, state, isLeftover } = copy;
  const what = found.role === 'refresh' ? 'another refresh token' : age(copy);
  const text = isLeftover
    ? `${found.place} is a leftover of an older build: ${what}`
    : `${found.place} holds ${what}; ${read.place}, which is read, holds ${current.id}`;
  return evidence(isLeftover ? 'leftover' : 'copy', text, {
    ...{ place: found.place, token: record.id, read: read.place, current: current.id },
    at: iso(state.seen.at),
  });
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
  const copies = readCopies(scene);
  const real = copies.filter(({ isLeftover }) => !isLeftover);
  const [first] = real.length > 0 ? real : copies;
  if (!first) return null;
  const sent = sentCopies(real, byRecord(scene.uses));
  const evidenceOfAll = firstOf([...real, ...copies.filter((c) => c.isLeftover)].map(copyEvidence));
  if (real.length === 0)
    return {
      code: 'stale-copy',
      severity: 'info',
      title: `${count(copies.length, 'leftover')} of an older build ${copies.length === 1 ? 'lies' : 'lie'} beside the token in use`,
      evidence: evidenceOfAll,
      requests: [],
      advice: `No error: this build reads ${first.read.place} only. ${listed(copies.map(({ found }) => found.place))} can be removed; an older build in the browser’s cache would send what lies there.`,
    };
  const places = listed(real.map(({ found }) => found.place));
  const isReadOld = real.some(
    ({ record, current }) => (record.issuedAt ?? 0) > (current.issuedAt ?? Infinity),
  );
  return {
    code: 'stale-copy',
    severity: sent.length > 0 || isReadOld ? 'error' : 'warning',
    title: `${count(real.length, 'storage key')} ${real.length === 1 ? 'disagrees' : 'disagree'} with ${first.read.place}`,
    evidence: [
      ...evidenceOfAll,
      ...(sent[0]
        ? [
            evidence(
              'copy-sent',
              `The copy was sent ${count(sent.length, 'time')}, first at ${clockTime(sent[0].at)}`,
              { sent: sent.length, at: iso(sent[0].at) },
              sent[0].sending.request,
            ),
          ]
        : []),
    ],
    requests: idsOf(sent),
    advice: isReadOld
      ? `The refresh wrote ${places}, but this build reads ${first.read.place}, which still holds the old one: a refresh must write every key that is read.`
      : `${places} ${real.length === 1 ? 'was' : 'were'} not written by the refresh. Whoever reads ${real.length === 1 ? 'it' : 'them'} sends an old token, and what copies it back undoes the refresh: write it with every refresh, or remove it.`,
  };
};
