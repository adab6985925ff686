import { describe, expect, it } from 'vitest';
import { secretsInHar } from '../../../src/core/redaction/har-secrets.ts';
import { Pseudonyms } from '../../../src/core/redaction/pseudonyms.ts';
import { redactText, redactUrl, secretParameters } from '../../../src/core/redaction/redact.ts';
import { redactHeader } from '../../../src/core/redaction/redact-header.ts';
import { redactBody } from '../../../src/core/redaction/redact-json.ts';
import { fc } from '../../seeded.ts';

const SECRET = 'horse-battery';

describe('a secret in an address', () => {
  it.each([
    ['in a list, as forms write it', `user%5Bpassword%5D=${SECRET}`],
    ['under an encoded name', `p%61ssword=${SECRET}`],
    ['under a name with a plus', `pass+word=${SECRET}`],
    ['under a very long name', `${'a'.repeat(70)}password=${SECRET}`],
    ['in JSON with an escaped name', `q=%7B%22pass%5Cu0077ord%22%3A%22${SECRET}%22%7D`],
  ])('is not shown %s', (_where, query) => {
    expect(redactUrl(`https://x.example/y?a=1&${query}`)).not.toContain(SECRET);
  });

  it('is known by an encoded name elsewhere too', () => {
    expect(secretParameters(`?user%5Bpassword%5D=${SECRET}`)).toEqual([SECRET]);
  });

  const encoded = fc
    .constantFrom('password', 'refresh_token', 'otp')
    .chain((name) =>
      fc
        .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
        .map((flags) =>
          [...name]
            .map((letter, index) =>
              flags[index] ? `%${letter.charCodeAt(0).toString(16)}` : letter,
            )
            .join(''),
        ),
    );

  it('is found by the check of a file in nothing that was let out', () => {
    const property = fc.property(
      encoded,
      fc.constantFrom('', 'user%5B', 'a.', 'x+'),
      (name, before) => {
        const query = `${before}${name}${before.endsWith('B') ? '%5D' : ''}=${SECRET}`;
        const url = redactUrl(`https://x.example/y?${query}`);
        const queryString = [...new URL(url).searchParams].map(([key, value]) => ({
          name: key,
          value,
        }));
        const entry = { request: { url, queryString } };
        expect(secretsInHar({ log: { entries: [entry] } })).toEqual([]);
      },
    );
    fc.assert(property);
  });
});

describe('a secret in a text', () => {
  it.each([
    ['a list of fields', `[{"name":"password","value":"${SECRET}"}]`],
    ['a list of keys', `[{"key":"password","value":"${SECRET}"}]`],
    ['a list of pairs', `[["password","${SECRET}"]]`],
    ['broken JSON with an escaped name', `{"pass\\u0077ord":"${SECRET}`],
    ['a code that was sent', '{"code":"482913"}'],
    ['a list of two under a name that is secret', `{"passwords":["hunter2","${SECRET}"]}`],
    ['the same of codes', '{"backup_codes":["7731-9920","482913"]}'],
  ])('is not shown in %s', (_where, text) => {
    expect(redactBody(text)).not.toMatch(/horse-battery|482913|hunter2|7731/);
  });

  it('is not shown behind the scheme that carries a password as it is', () => {
    const basic = Buffer.from('ana:horse-battery').toString('base64');
    expect(redactText(`failed for Basic ${basic}`)).not.toContain(basic);
    expect(redactText('Basic authentication failed')).toBe('Basic authentication failed');
  });

  it('is not shown as the name of a header', () => {
    const opaque = 'X-q8Zt3LwP0xVb7NcR5mYk2JdH9sFg4TaQ';
    expect(redactHeader({ name: opaque, value: '1' }).name).not.toContain('q8Zt3');
  });

  it('stays where it says what went wrong', () => {
    expect(redactBody('{"code":"INVALID_TOKEN"}')).toContain('INVALID_TOKEN');
    expect(redactBody('[{"name":"page","value":"12"}]')).toContain('12');
  });
});

describe('a person', () => {
  const people = () => new Pseudonyms();

  it('is not named by a header that repeats an address or holds JSON', () => {
    expect(people().inHeader('https://x.example/p?name=Budi+Santoso')).not.toContain('Budi');
    expect(people().inHeader('{"name":"Budi Santoso"}')).not.toContain('Budi');
  });

  it('has one number for one telephone, at home or from abroad', () => {
    const { hide } = people();
    expect(hide('081299887766')).toBe(hide('+62 812 9988 7766'));
  });
});
