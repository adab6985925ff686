import { describe, expect, it } from 'vitest';
import { claimChanges } from '../../panel/detail/claim-changes.ts';
import { HIDDEN, hasPersonal, shownClaims } from '../../panel/detail/shown-claims.ts';
import { claimMeaning, headerMeaning } from '../../src/core/token/claim-meanings.ts';
import { fc } from '../seeded.ts';

/** RFC 7519 §4.1, OpenID Connect Core §2 and §5.1, RFC 8693 §4, RFC 9068 §2.2 */
const REGISTERED =
  'iss sub aud exp nbf iat jti auth_time nonce acr amr azp at_hash c_hash sid name given_name family_name middle_name nickname preferred_username profile picture website email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at scope client_id act may_act';
const FIREBASE =
  'user_id firebase firebase.identities firebase.sign_in_provider firebase.sign_in_second_factor firebase.tenant';
const FUTUREGUIDE = 'id userId username tokenBalance type role user_type';
/** RFC 7515 §4.1 */
const HEADER = 'alg typ cty kid jku jwk x5u x5c x5t x5t#S256 crit';

describe('the meaning of a claim', () => {
  it.each(`${REGISTERED} ${FIREBASE} ${FUTUREGUIDE}`.split(' '))('is told of %s', (name) => {
    expect(claimMeaning(name)).not.toBeNull();
  });

  it.each(HEADER.split(' '))('is told of %s in the header', (name) => {
    expect(headerMeaning(name)).not.toBeNull();
  });

  it('is not made up for another', () => {
    for (const name of ['', 'constructor', '__proto__', 'EXP', 'x'])
      expect([claimMeaning(name), headerMeaning(name)]).toEqual([null, null]);
  });
});

describe('claims on the screen', () => {
  const claims = {
    sub: 'u1',
    email: 'sari@siswa.example',
    sid: 'session-4711-abcdefghij',
    firebase: { identities: { email: ['sari@siswa.example'] }, sign_in_provider: 'password' },
  };

  it('do not say who somebody is until that is wanted', () => {
    expect(hasPersonal(claims)).toBe(true);
    expect(JSON.stringify(shownClaims(claims, false))).not.toContain('sari');
    expect(shownClaims(claims, false)).toMatchObject({
      sub: 'u1',
      email: HIDDEN,
      firebase: { sign_in_provider: 'password' },
    });
    expect(shownClaims(claims, true).email).toBe(claims.email);
  });

  it('never hold a secret', () => {
    expect(JSON.stringify(shownClaims(claims, true))).not.toContain(claims.sid);
  });
});

describe('what differs between two tokens', () => {
  it('is told of dates as the time between them', () => {
    expect(claimChanges({ exp: 1_000, iat: 400 }, { exp: 4_600, iat: 100 })).toEqual([
      { kind: 'moved', name: 'exp', byMs: 3_600_000 },
      { kind: 'moved', name: 'iat', byMs: -300_000 },
    ]);
  });

  it('is what came, what went and what is another', () => {
    expect(claimChanges({ a: 1, b: [1], exp: 'x' }, { b: [2], c: null, exp: 5 })).toEqual([
      { kind: 'changed', name: 'b', before: [1], after: [2] },
      { kind: 'added', name: 'c', after: null },
      { kind: 'changed', name: 'exp', before: 'x', after: 5 },
      { kind: 'removed', name: 'a', before: 1 },
    ]);
  });

  it('is nothing between equal ones, whatever is in them', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (claims) => {
        expect(claimChanges(claims, JSON.parse(JSON.stringify(claims)))).toEqual([]);
      }),
    );
  });
});
