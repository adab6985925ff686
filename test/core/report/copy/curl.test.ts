import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { curlCommand } from '../../../../src/core/report/copy/curl.ts';
import { fc } from '../../../seeded.ts';
import { v2Token } from '../../token/tokens.ts';
import { copied, redactedOf, wholeOf } from './copied.ts';

const TOKEN = v2Token(1_760_000_000);

/** A `curl` that says what it was given. */
const folder = mkdtempSync(join(tmpdir(), 'curl-'));
writeFileSync(join(folder, 'curl'), '#!/bin/sh\nprintf "%s\\0" "$@"\n');
chmodSync(join(folder, 'curl'), 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a POSIX shell makes of a command. */
function argumentsOf(command: string | null): string[] {
  const env = { PATH: `${folder}:${process.env.PATH}`, TOKEN };
  return execFileSync('sh', ['-c', command ?? 'exit 1'], { env, encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

/** Every character but NUL, and those that a shell minds more often. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        "'",
        '"',
        '$TOKEN',
        '`id`',
        '$(id)',
        '!!',
        '\\',
        '\n',
        '\r\n',
        '@/etc/passwd',
        '*',
        '~',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''));

describe('a request as cURL', () => {
  it('gives any body to curl as it was', () => {
    fc.assert(
      fc.property(anyText, (body) => {
        expect(argumentsOf(curlCommand(copied({ method: 'POST', body })))).toEqual([
          'https://api.futureguide.id/',
          '-H',
          'Content-Type:',
          '--data-raw',
          body,
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('gives any address and any header to curl as they were', () => {
    fc.assert(
      fc.property(anyText, anyText, (path, value) => {
        const url = `https://api.futureguide.id/${path.replace(/[[\]{}]/g, '')}`;
        const headers = [{ name: 'X-Trace', parts: [value] }];
        const header = value.trim() === '' ? 'X-Trace;' : `X-Trace: ${value}`;
        expect(argumentsOf(curlCommand(copied({ url, headers })))).toEqual([url, '-H', header]);
      }),
      { numRuns: 60 },
    );
  });

  it('holds no token, and sends the one in TOKEN', () => {
    const command = curlCommand(redactedOf({ authorization: `Bearer ${TOKEN}` }));
    expect(command).toContain('"authorization: Bearer $TOKEN"');
    expect(command).not.toContain('eyJ');
    expect(argumentsOf(command)).toContain(`authorization: Bearer ${TOKEN}`);
  });

  it('sends a quoted token in the same quotes', () => {
    const authorization = `Bearer "${TOKEN}"`;
    const command = curlCommand(redactedOf({ authorization }));
    expect(argumentsOf(command)).toContain(`authorization: ${authorization}`);
  });

  it('masks passwords, refresh tokens, cookies and what the address gives away', () => {
    const command = curlCommand(
      redactedOf(
        {
          method: 'POST',
          url: 'https://api.futureguide.id/api/auth/v2/login?token=s3cretInTheAddress',
          requestBody: '{"email":"sari@siswa.example","password":"correct horse 7"}',
        },
        { requestHeaders: [{ name: 'Cookie', value: 'sid=s3cr3tSession000' }] },
      ),
    );
    for (const secret of ['s3cretInTheAddress', 'correct horse', 's3cr3tSession000'])
      expect(command).not.toContain(secret);
    expect(command).toContain('sari@siswa.example');
  });

  it('has every secret only where the whole request is asked for', () => {
    const command = curlCommand(wholeOf({ authorization: `Bearer ${TOKEN}` }));
    expect(argumentsOf(command)).toContain(`authorization: Bearer ${TOKEN}`);
    expect(command).not.toContain('$TOKEN');
  });

  it.each([
    ['GET', null, []],
    ['DELETE', null, ['-X', 'DELETE']],
    ['HEAD', null, ['--head']],
    ['POST', 'a=1', []],
    ['POST', null, ['-X', 'POST']],
    ['GET', 'a=1', ['-X', 'GET']],
  ])(
    'names the method of a %s with body %s only where curl would not guess it',
    (method, body, wanted) => {
      const given = argumentsOf(curlCommand(copied({ method, body })));
      expect(
        given.filter(
          (_, index) => /^(-X|--head)$/.test(given[index] ?? '') || given[index - 1] === '-X',
        ),
      ).toEqual(wanted);
    },
  );

  it('leaves to curl what curl makes itself', () => {
    const requestHeaders = [
      { name: ':authority', value: 'api.futureguide.id' },
      { name: 'Host', value: 'api.futureguide.id' },
      { name: 'Content-Length', value: '3' },
      { name: 'Accept-Encoding', value: 'gzip, br' },
      { name: '@/etc/passwd', value: '' },
      { name: 'Accept', value: '*/*' },
    ];
    const url = 'https://api.futureguide.id/a[1]';
    expect(argumentsOf(curlCommand(wholeOf({ url }, { requestHeaders })))).toEqual([
      url,
      '--globoff',
      '-H',
      'Accept: */*',
      '--compressed',
    ]);
  });

  it('is not possible with NUL in the body', () => {
    expect(curlCommand(copied({ method: 'POST', body: 'a\0b' }))).toBeNull();
  });
});
