import { describe, expect, it } from 'vitest';
import { fetchCall } from '../../../../src/core/report/copy/fetch.ts';
import { fc } from '../../../seeded.ts';
import { v2Token } from '../../token/tokens.ts';
import { copied, redactedOf } from './copied.ts';

const TOKEN = v2Token(1_760_000_000);

interface Called {
  url: string;
  init: RequestInit & { headers?: Record<string, string> };
}

/** What the call gives to `fetch`. */
function run(code: string): Called {
  let called: Called | null = null;
  const stub = (url: string, init: Called['init']) => {
    called = { url, init };
  };
  new Function('fetch', 'TOKEN', code)(stub, TOKEN);
  if (!called) throw new Error('fetch was not called');
  return called;
}

const text = fc.string({ unit: 'binary' });

describe('a request as fetch', () => {
  it('gives any address, header and body to fetch as they were', () => {
    const fieldName = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,12}$/).map((name) => `x-${name}`);
    fc.assert(
      fc.property(text, fieldName, text, text, (url, name, value, body) => {
        const headers = [{ name, parts: [value] }];
        const { url: got, init } = run(fetchCall(copied({ method: 'POST', url, headers, body })));
        expect(got).toBe(url);
        expect(init).toEqual({
          method: 'POST',
          headers: { [name]: value },
          body,
          mode: 'cors',
          credentials: 'omit',
        });
      }),
    );
  });

  it('holds no token, and sends the one in TOKEN', () => {
    const code = fetchCall(redactedOf({ authorization: `Bearer ${TOKEN}` }));
    expect(code).not.toContain('eyJ');
    expect(run(code).init.headers).toEqual({ authorization: `Bearer ${TOKEN}` });
  });

  it('leaves out what a page may not set, and says it in fetch’s own words', () => {
    const code = fetchCall(
      redactedOf(
        {},
        {
          requestHeaders: [
            { name: 'Host', value: 'api.futureguide.id' },
            { name: 'Cookie', value: 'sid=s3cr3tSession000' },
            { name: 'Sec-Fetch-Mode', value: 'cors' },
            { name: 'Referer', value: 'https://futureguide.id/dashboard' },
            { name: 'Accept', value: 'text/html' },
            { name: 'accept', value: 'application/json' },
          ],
        },
      ),
    );
    expect(run(code).init).toEqual({
      method: 'GET',
      headers: { accept: 'text/html, application/json' },
      referrer: 'https://futureguide.id/dashboard',
      mode: 'cors',
      credentials: 'include',
    });
  });

  it('has no body where fetch would refuse it', () => {
    expect(run(fetchCall(copied({ body: '{}' }))).init).not.toHaveProperty('body');
  });
});
