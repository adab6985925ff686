import { describe, expect, it } from 'vitest';
import { findJwt, findToken } from '../../../src/core/token/find-token.ts';
import { fc } from '../../seeded.ts';
import { jwt, v2Token } from './tokens.ts';

const TOKEN = v2Token(1_792_472_400);
const inLines = (text: string) => (text.match(/.{1,60}/g) ?? []).join('\n  ');

describe('a token in a text', () => {
  it.each<[string, string]>([
    ['bare', TOKEN],
    ['between blanks', `\n  ${TOKEN} \t`],
    ['behind Bearer', `Bearer ${TOKEN}`],
    ['in a header', `authorization: bearer ${TOKEN}`],
    ['in quotes', `"${TOKEN}"`],
    ['in quotes of quotes', `'"${TOKEN}"'`],
    ['in JSON', JSON.stringify({ success: true, data: { idToken: TOKEN, expiresIn: '3600' } })],
    ['in an address', `https://futureguide.id/auth?token=${TOKEN}&next=/`],
    ['in an address, encoded', `https://a.example/?token=${TOKEN.replaceAll('.', '%2E')}#x`],
    ['in a curl command', `curl -H 'Authorization: Bearer ${TOKEN}' https://api.futureguide.id`],
    ['broken into lines', inLines(`Bearer ${TOKEN}`)],
  ])('is found %s', (_where, text) => {
    expect(findToken(text)).toBe(TOKEN);
    expect(findJwt(text)).toBe(TOKEN);
  });

  it('may be opaque when nothing else is there', () => {
    expect(findToken(' Bearer AMf-vBdemodemodemo1234567890 ')).toBe('AMf-vBdemodemodemo1234567890');
    expect(findJwt('AMf-vBdemodemodemo1234567890')).toBeNull();
  });

  it.each(['', '  ', 'Bearer ', 'undefined', 'Bearer null', 'two words', '{"a":1}', 'a.b.c'])(
    'is not seen in “%s”',
    (text) => {
      expect(findToken(text)).toBeNull();
    },
  );

  it('is found whatever stands around it', () => {
    const claims = fc.dictionary(fc.string(), fc.jsonValue());
    const around = fc.string({ unit: fc.constantFrom(...' \n"\'{}[]:,;?&=<>()') });
    fc.assert(
      fc.property(claims, around, around, (claims, before, after) => {
        const token = jwt({ a: 1, ...claims });
        expect(findToken(`${before} ${token} ${after}`)).toBe(token);
      }),
    );
  });
});
