import { describe, expect, it } from 'vitest';
import type { StorageFault } from '../../../src/core/faults/fault.ts';
import { holdBack, tokensByPlace } from '../../../src/core/faults/keep-old.ts';
import { planEdits, type StorageEdit } from '../../../src/core/faults/storage-edits.ts';
import { planUndo } from '../../../src/core/faults/undo.ts';
import { type PageStorage, readStorage } from '../../../src/core/service/token-storage.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { idToken, NEW_IAT, NOW, OLD, OLD_IAT, STORAGES } from '../../relay/fake-page.ts';
import { fc } from '../../seeded.ts';

const rules = futureGuide.storage;
const OTHER = idToken(NEW_IAT - 60, 'uid-budi', 'budi@sekolah.example');
const FAULTS: StorageFault[] = [
  { name: 'expire-now' },
  { name: 'leave-seconds', seconds: 45 },
  { name: 'really-expired', token: OTHER },
  { name: 'tamper-payload' },
  { name: 'tamper-signature' },
  { name: 'quote' },
  { name: 'placeholder' },
  { name: 'remove' },
  { name: 'roll-back', token: OTHER },
  { name: 'other-user', token: OTHER },
];

const SIGNED_IN = Object.entries(STORAGES).filter(([name]) => name !== 'signedOut');
const anyStorage = fc
  .record({
    entries: fc.constantFrom(...SIGNED_IN.map(([, entries]) => entries as Record<string, string>)),
    strangers: fc.dictionary(fc.string(), fc.string()),
    hasCookie: fc.boolean(),
    indent: fc.constantFrom(0, 1, 2),
  })
  .map(({ entries, strangers, hasCookie, indent }): PageStorage => {
    const spaced = Object.entries(entries).map(([key, value]) => [
      key,
      value.startsWith('{') ? JSON.stringify(JSON.parse(value), null, indent) : value,
    ]);
    const { active, build } = readStorage(rules, { entries, cookies: {} });
    const names = rules.cookies.filter((name) => rules.readersOf(`cookie.${name}`).includes(build));
    return {
      entries: { ...strangers, ...Object.fromEntries(spaced) },
      cookies: hasCookie
        ? Object.fromEntries(names.map((name) => [name, active?.token ?? '']))
        : {},
    };
  });
const anyFault = fc.constantFrom(...FAULTS);

function apply(storage: PageStorage, edits: StorageEdit[], side: 'before' | 'after'): PageStorage {
  const { entries, cookies } = structuredClone(storage);
  for (const edit of edits) {
    const area = edit.area === 'cookie' ? cookies : entries;
    const value = edit[side];
    if (value === null) delete area[edit.key];
    else area[edit.key] = value;
  }
  return { entries, cookies };
}

function editsOf(storage: PageStorage, fault: StorageFault): StorageEdit[] {
  const plan = planEdits(rules, storage, fault, NOW);
  if (plan.kind !== 'edits') throw new Error(plan.reason);
  return plan.edits;
}

describe('the edits of a storage fault', () => {
  it('undone give the same storage byte for byte', () => {
    fc.assert(
      fc.property(anyStorage, anyFault, (storage, fault) => {
        const edits = editsOf(storage, fault);
        const faulty = apply(storage, edits, 'after');
        const { restore, newer } = planUndo(rules, edits, faulty, 'ask');
        expect(newer).toEqual([]);
        expect(apply(faulty, restore, 'before')).toEqual(storage);
      }),
    );
  });

  it('change what the build sends, in every place from which it takes it', () => {
    fc.assert(
      fc.property(anyStorage, anyFault, (storage, fault) => {
        const before = readStorage(rules, storage);
        const after = readStorage(rules, apply(storage, editsOf(storage, fault), 'after'));
        const isQuoted = fault.name === 'quote';
        const own = (reading: typeof after) =>
          reading.all.filter(({ role, quoted }) => role === 'access' && !(isQuoted && quoted));
        expect(own(after).map(({ token }) => token)).not.toContain(before.active?.token);
      }),
    );
  });

  it('touch nothing but places of access tokens and the issued-at beside them', () => {
    const allowed = new Set([
      ...rules.places.filter(({ role }) => role === 'access').map(({ key }) => key),
      ...rules.cookies,
      rules.issuedAtKey,
    ]);
    fc.assert(
      fc.property(anyStorage, anyFault, (storage, fault) => {
        for (const { key, before, after } of editsOf(storage, fault)) {
          expect(allowed).toContain(key);
          if (!before?.startsWith('{')) continue;
          // Of JSON only the characters of the token itself.
          const [head = '', tail = ''] = before.split(JSON.stringify(OLD));
          expect(after?.startsWith(head) && after.endsWith(tail)).toBe(true);
        }
      }),
    );
  });

  it('leave a refresh token and leftovers of another build alone', () => {
    const entries = { ...STORAGES.current, authV2_idToken: OTHER, token: OTHER };
    const keys = editsOf({ entries, cookies: { token: OTHER } }, { name: 'remove' });
    expect(keys.map(({ key }) => key)).toEqual([
      'futureguide_access_token',
      'futureguide_user_data',
    ]);
  });

  it('shift the issued-at of Auth V2 by as much as exp', () => {
    const entries = STORAGES.authV2;
    const edit = editsOf({ entries, cookies: {} }, { name: 'leave-seconds', seconds: 45 }).find(
      ({ key }) => key === rules.issuedAtKey,
    );
    expect(edit?.after).toBe(String(OLD_IAT + (NOW / 1000 + 45 - (OLD_IAT + 3_600))));
  });

  it('of one stale copy change that copy alone, in the form it had', () => {
    const entries = STORAGES.authV2;
    const fault = { name: 'stale-copy', place: 'localStorage.token', token: OTHER } as const;
    expect(editsOf({ entries, cookies: { token: OLD } }, fault)).toEqual([
      { area: 'localStorage', key: 'token', before: `"${OLD}"`, after: `"${OTHER}"` },
    ]);
  });

  it('are none where nobody is signed in', () => {
    const storage = { entries: {}, cookies: {} };
    expect(planEdits(rules, storage, { name: 'expire-now' }, NOW)).toEqual({
      kind: 'unavailable',
      reason: 'signed-out',
    });
  });
});

describe('undoing', () => {
  const storage = { entries: STORAGES.current, cookies: {} };
  const edits = editsOf(storage, { name: 'tamper-signature' });
  const faulty = apply(storage, edits, 'after');
  const rewritten = {
    ...faulty,
    entries: { ...faulty.entries, futureguide_access_token: 'newer' },
  };

  it('leaves what the app wrote since, and says so', () => {
    const { restore, newer } = planUndo(rules, edits, rewritten, 'ask');
    expect(newer.map(({ key }) => key)).toEqual(['futureguide_access_token']);
    expect(restore.map(({ key }) => key)).toEqual(['futureguide_user_data']);
  });

  it('restores it all the same when told to', () => {
    const { restore } = planUndo(rules, edits, rewritten, 'restore');
    expect(apply(rewritten, restore, 'before')).toEqual(storage);
  });
});

describe('keeping the old token', () => {
  const before = { entries: STORAGES.authV2, cookies: {} };
  const old = tokensByPlace(rules, before);
  const refreshedTo = (token: string) => ({
    ...before,
    entries: { ...before.entries, authV2_idToken: token, auth_token: token },
  });

  it('overwrites what a refresh brought, and only that', () => {
    const edits = holdBack(rules, refreshedTo(idToken(NEW_IAT)), old);
    expect(edits.map(({ key, after: kept }) => [key, kept])).toEqual([
      ['authV2_idToken', OLD],
      ['auth_token', OLD],
    ]);
  });

  it('lets a login of somebody else and a logout pass', () => {
    expect(holdBack(rules, refreshedTo(OTHER), old)).toEqual([]);
    expect(holdBack(rules, { entries: {}, cookies: {} }, old)).toEqual([]);
  });
});
