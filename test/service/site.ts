import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gatewayRefusal } from './answers.ts';
import type { Backend } from './backend.ts';
import { APP_HOST } from './gateway.ts';
import { BUILDS, type Build } from './switches.ts';

const APP_FOLDER = new URL('./app/', import.meta.url);
const SOCKET_CLIENT = join(
  dirname(createRequire(import.meta.url).resolve('socket.io-client/package.json')),
  'dist/socket.io.esm.min.js',
);

/** Where the app runs, too: with an API of its own, and on a developer's computer with FutureGuide's. */
const APP_HOSTS = [APP_HOST, 'staging.futureguide.example', 'localhost'];
const PAGES = ['/', '/dashboard', '/auth'];
const ASSET = /^\/app\/[a-z0-9-]+\.(js|css)$/;
const CONTENT_TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

const PAGE_HEADERS = {
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cache-Control': 'no-cache',
};

function contentSecurityPolicy(apiOrigin: string): string {
  return [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline' https://fonts.googleapis.com",
    "font-src 'self' https://fonts.gstatic.com data:",
    "img-src 'self' data: https: blob:",
    `connect-src 'self' ${apiOrigin}`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none';",
  ].join('; ');
}

function buildIn(address: string | undefined): Build | undefined {
  if (address === undefined || !URL.canParse(address, `https://${APP_HOST}`)) return undefined;
  const named = new URL(address, `https://${APP_HOST}`).searchParams.get('build');
  return BUILDS.find((build) => build === named);
}

/** The build a page is made for: named by its address, by the page before it, or by the switch. */
function buildOf({ switches }: Backend, request: FastifyRequest): Build {
  return buildIn(request.url) ?? buildIn(request.headers.referer) ?? switches.build;
}

async function sendPage(backend: Backend, request: FastifyRequest, reply: FastifyReply) {
  const { switches } = backend;
  const build = buildOf(backend, request);
  const apiOrigin = `https://api.${request.hostname === 'localhost' ? APP_HOST : request.host}`;
  const { pollSeconds, refreshAheadSeconds, refreshDeadlock, refreshTransport } = switches;
  const config = JSON.stringify({
    build,
    apiOrigin,
    pollSeconds,
    refreshAheadSeconds,
    refreshDeadlock,
    refreshTransport,
    onRefusal: switches.onRefusal,
    serviceWorker: switches.serviceWorker,
  });
  const page = await readFile(new URL('index.html', APP_FOLDER), 'utf8');
  if (build === 'current' && switches.csp) {
    reply.header('Content-Security-Policy', contentSecurityPolicy(apiOrigin));
  }
  return reply
    .headers(PAGE_HEADERS)
    .type('text/html; charset=utf-8')
    .send(page.replace('"{{config}}"', () => config.replaceAll('<', '\\u003c')));
}

/** The file behind a path of the app's host, or null. */
function assetAt(path: string): URL | string | null {
  if (path === '/sw.js') return new URL('service-worker.js', APP_FOLDER);
  if (path === '/app/socket.io.esm.min.js') return SOCKET_CLIENT;
  return ASSET.test(path) ? new URL(path.slice('/app/'.length), APP_FOLDER) : null;
}

async function sendAsset(file: URL | string, path: string, reply: FastifyReply) {
  const content = await readFile(file).catch(() => null);
  if (content === null) return reply.code(404).type('text/plain').send('Not found');
  const type = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
  return reply.headers({ 'Cache-Control': 'no-cache' }).type(type).send(content);
}

function sendTinyPage(host: string, reply: FastifyReply): FastifyReply {
  const name = host.replace(/[^a-z0-9.-]/gi, '');
  return reply
    .type('text/html; charset=utf-8')
    .send(`<!doctype html><html lang="en"><title>${name}</title><h1>${name}</h1></html>`);
}

/** Everything that is no API: the app's pages and scripts, and the other subdomains. */
export function addSite(app: FastifyInstance, backend: Backend): void {
  app.get('/*', async (request, reply) => {
    const { pathname } = new URL(request.url, 'https://any.example');
    if (request.hostname === `api.${APP_HOST}`) {
      const message = `Route GET ${request.url} not found`;
      const timestamp = backend.clock.timestamp();
      return reply.code(404).send(gatewayRefusal('NOT_FOUND', message, { timestamp }));
    }
    if (!APP_HOSTS.includes(request.hostname)) return sendTinyPage(request.hostname, reply);
    if (PAGES.includes(pathname)) return sendPage(backend, request, reply);
    const asset = assetAt(pathname);
    if (asset) return sendAsset(asset, pathname, reply);
    return reply.code(404).type('text/plain').send('Not found');
  });
}
