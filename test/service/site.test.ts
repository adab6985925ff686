import { describe, expect, it } from 'vitest';
import { call } from './client.ts';
import { BUILDS } from './switches.ts';
import { useService } from './use-service.ts';

const service = useService();
const host = 'futureguide.id';
const CSP =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline' https://fonts.googleapis.com; font-src 'self' https://fonts.gstatic.com data:; img-src 'self' data: https: blob:; connect-src 'self' https://api.futureguide.id; frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none';";

async function page(path: string, headers: Record<string, string> = {}) {
  const answer = await call(service(), { host, path, headers });
  const [, config = 'null'] = answer.text.match(/id="config">(.*)<\/script>/) ?? [];
  return { ...answer, config: JSON.parse(config) as { build: string; apiOrigin: string } };
}

describe('the app', () => {
  it.each(['/', '/dashboard', '/auth'])('has the page %s', async (path) => {
    const { status, headers, config } = await page(path);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toBe(CSP);
    expect(config).toEqual({
      build: 'current',
      apiOrigin: 'https://api.futureguide.id',
      pollSeconds: 10,
      refreshAheadSeconds: 300,
      refreshDeadlock: true,
      refreshTransport: 'body',
      onRefusal: 'keep',
      serviceWorker: false,
    });
  });

  it.each(BUILDS)('is the build %s when the address says so, or the page before', async (build) => {
    const named = await page(`/?build=${build}`);
    const referer = `https://futureguide.id/?build=${build}&auto=signin`;
    const followed = await page('/auth', { referer });
    for (const { config, headers } of [named, followed]) {
      expect(config.build).toBe(build);
      expect('content-security-policy' in headers).toBe(build === 'current');
    }
  });

  it('follows the switches', async () => {
    service().set({ build: 'v1', pollSeconds: 1, onRefusal: 'auth-xhr', serviceWorker: true });
    expect((await page('/')).config).toMatchObject({
      build: 'v1',
      pollSeconds: 1,
      onRefusal: 'auth-xhr',
      serviceWorker: true,
    });
    service().set({ build: 'current', csp: false });
    expect((await page('/')).headers).not.toHaveProperty('content-security-policy');
  });

  it('stays with the port that it was called by', async () => {
    const { config, headers } = await page('/', { host: 'futureguide.id:8443' });
    expect(config.apiOrigin).toBe('https://api.futureguide.id:8443');
    expect(headers['content-security-policy']).toMatch("'self' https://api.futureguide.id:8443;");
  });

  it.each(['/app/main.js', '/app/socket.io.esm.min.js', '/sw.js'])('serves %s', async (path) => {
    const { status, headers } = await call(service(), { host, path });
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch('text/javascript');
  });

  it.each(['/nowhere', '/app/../service.ts', '/app/%2e%2e/service.ts', '/app/none.js'])(
    'has no %s',
    async (path) => {
      expect((await call(service(), { host, path })).status).toBe(404);
    },
  );
});

it('answers on every subdomain', async () => {
  const docs = await call(service(), { host: 'docs.futureguide.id', path: '/any' });
  expect(docs.text).toMatch('<h1>docs.futureguide.id</h1>');
  const api = await call(service(), { path: '/' });
  expect(api).toMatchObject({ status: 404, json: { error: 'NOT_FOUND' } });
});
