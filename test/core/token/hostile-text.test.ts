import { describe, expect, it } from 'vitest';
import { bareToken } from '../../../src/core/token/authorization.ts';
import { runTogether } from '../../../src/core/token/damage.ts';
import { findJwt } from '../../../src/core/token/find-token.ts';
import { decodeToken } from '../../../src/core/token/jwt.ts';
import { fc } from '../../seeded.ts';

/** As much as a key of storage may hold. */
const LONG = 256 * 1024;

const text = (...pieces: string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((all) => all.join(''));

describe('text that a page may have made is read in one go', () => {
  it('where quotes lie in quotes', () => {
    expect(bareToken('"'.repeat(LONG))).toEqual({ token: '', quoted: true, padded: false });
    expect(bareToken(`${'" '.repeat(LONG / 4)}x${' "'.repeat(LONG / 4)}`).token).toBe('x');
  });

  it('where padding has no end', () => {
    expect(decodeToken(`eyJ${'='.repeat(LONG)}x`)).toMatchObject({ kind: 'malformed' });
  });

  it('where one header follows the other', () => {
    const headers = 'eyJ'.repeat(LONG / 3);
    expect(runTogether(`a.b.${headers}`)).toBeNull();
    expect(findJwt(headers)).toBeNull();
    expect(findJwt(`${headers}.e30.sig`)).toBe(`${headers}.e30.sig`);
  });
});

describe('it is read as its plain definition says', () => {
  it('blanks and quotes', () => {
    const bare = (all: string) => {
      let token = all;
      let quoted = false;
      for (let inner = /^(["'])(.*)\1$/s.exec(token.trim()); inner; ) {
        token = inner[2] ?? '';
        quoted = true;
        inner = /^(["'])(.*)\1$/s.exec(token.trim());
      }
      return { token: token.trim(), quoted, padded: token !== token.trim() };
    };
    fc.assert(
      fc.property(text('"', "'", ' ', '\n', 'a'), (all) => {
        expect(bareToken(all)).toEqual(bare(all));
      }),
    );
  });

  it('two tokens with nothing between them', () => {
    const pattern = /^([\w-]+\.[\w-]+\.[\w-]*?)(eyJ[\w-]+\..*)$/;
    fc.assert(
      fc.property(text('eyJ', 'a', '.', 'a.', '-', '='), (all) => {
        const [, first, second] = pattern.exec(all) ?? [];
        expect(runTogether(all)).toEqual(first && second ? [first, second] : null);
      }),
    );
  });

  it('the first token in a text', () => {
    const pattern = /eyJ[\w-]{5,}(?:\.|%2E)[\w-]+(?:\.|%2E)[\w-]*/i;
    fc.assert(
      fc.property(text('eyJ', 'eyJabcde', 'EYJ', 'ab', '.', '%2E', '-', '!', '%'), (all) => {
        const found = pattern.exec(`! ${all}`)?.[0].replace(/%2E/gi, '.') ?? null;
        expect(findJwt(`! ${all}`)).toBe(found);
      }),
    );
  });
});
