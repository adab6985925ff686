import { describe, expect, it } from 'vitest';
import { unsignedToken } from '../../../src/core/redaction/unsigned-token.ts';
import { v2Token } from '../token/tokens.ts';

const readable = (token: string) => token.split('.', 2).join('.');

describe('a token without its signature', () => {
  it('stays readable where the address of a picture looks like chance', () => {
    const picture = 'https://pictures.example/a/ACg8ocKq7Xv3LmP9tRzB1nWdYfHs5Ue2?size=96';
    const token = v2Token(1_790_000_000, 3_600, { picture });
    expect(unsignedToken(token)).toMatch(/\.redacted-[0-9a-f]{8}$/);
    expect(readable(unsignedToken(token))).toBe(readable(token));
  });

  it('is masked where a claim is a secret', () => {
    const token = v2Token(1_790_000_000, 3_600, { refresh_token: 'AMf-vBx9Qk2mNt7RwYb5c' });
    expect(unsignedToken(token)).not.toContain(readable(token));
  });
});
