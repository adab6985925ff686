import { describe, expect, it } from 'vitest';
import { readErrorWords } from '../../../src/core/service/error-answer.ts';

const read = (answer: unknown) => readErrorWords(JSON.stringify(answer));

describe('what an answer says of an error', () => {
  it.each<[string, unknown]>([
    ['an error object', { error: { code: 'TOKEN_EXPIRED', message: 'jwt expired' } }],
    ['a list of errors', { errors: [{ code: 'TOKEN_EXPIRED', message: 'jwt expired' }] }],
    [
      'GraphQL',
      { data: null, errors: [{ message: 'jwt expired', extensions: { code: 'TOKEN_EXPIRED' } }] },
    ],
    ['a reason', { error: { code: 'TOKEN_EXPIRED', reason: 'jwt expired' } }],
    ['data', { status: 'error', data: { code: 'TOKEN_EXPIRED', message: 'jwt expired' } }],
    ['Indonesian', { kode: 'TOKEN_EXPIRED', pesan: 'jwt expired' }],
    ['a title', { type: 'about:blank', title: 'TOKEN_EXPIRED', detail: 'jwt expired' }],
    ['a list alone', [{ code: 'TOKEN_EXPIRED', message: 'jwt expired' }]],
  ])('is found in %s', (_where, answer) => {
    expect(read(answer)?.message).toBe('jwt expired');
  });

  it('is nothing where data is what was asked for', () => {
    expect(read({ success: true, data: { code: 'A_1', message: 'hello' } })).toBeNull();
    expect(read({ data: { message: 'hello' } })).toBeNull();
  });
});
