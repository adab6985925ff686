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

  it('stays open where the words leave it open', () =>
    expect(said('Invalid or expired token')).toBeNull());
});
