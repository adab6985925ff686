import { describe, expect, it } from 'vitest';
import { refusalReason } from '../../../src/core/service/refusal-words.ts';

const said = (message: string) => refusalReason({ code: null, message });

describe('the reason that a refusal names', () => {
  it.each([
    'Signature has expired',
    'Signature expired at 1772420400',
    'signature is expired',
    'Tanda tangan token telah kedaluwarsa',
  ])('“%s” is the end of its time: PyJWT calls that its signature', (message) =>
    expect(said(message)).toBe('expired'),
  );

  it.each(['Signature verification failed', 'invalid signature', 'Tanda tangan token salah'])(
    '“%s” is the signature itself',
    (message) => expect(said(message)).toBe('signature'),
  );

  it.each([
    ['Token kedaluarsa', 'expired'],
    ['Token Anda kadaluarsa', 'expired'],
    ['Your session has timed out', 'session-over'],
    ['SESSION_TERMINATED', 'session-over'],
    ['Akun Anda dinonaktifkan', 'user-gone'],
    ['Your account has been locked', 'user-gone'],
    ['Anda belum login', 'missing'],
    ['Anda belum masuk', 'missing'],
    ['You are not logged in', 'missing'],
    ['Token has been cancelled', 'revoked'],
    ['Token telah dinonaktifkan', 'revoked'],
    ['Token sudah ditarik', 'revoked'],
  ])('“%s” names it: %s', (message, reason) => expect(said(message)).toBe(reason));

  it('stays open where the words leave it open', () =>
    expect(said('Invalid or expired token')).toBeNull());
});
