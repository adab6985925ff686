import { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gatewayRefusal, serviceRefusal } from './answers.ts';
import type { Backend } from './backend.ts';
import { addAdminRoutes } from './routes/admin.ts';
import { addArchiveRoutes } from './routes/archive.ts';
import { addAssessmentRoutes } from './routes/assessment.ts';
import { addAuthV1Routes } from './routes/auth-v1.ts';
import { addAuthV2Routes } from './routes/auth-v2.ts';
import { addRefreshRoutes } from './routes/refresh.ts';
import { addRowKindRoutes } from './routes/row-kinds.ts';

/** The app's own host; the API's is its subdomain `api`. */
export const APP_HOST = 'futureguide.id';

const CORS = {
  origin: true,
  credentials: true,
  methods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
  allowedHeaders: ['Content-Type', 'Authorization', 'X-Service-Key', 'X-Internal-Service'],
};

const ALL_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const BLANKS = ' '.repeat(64 * 1024);

/** A text, and blanks for as long as somebody reads. */
function endlessBody(start: string): Readable {
  let isBegun = false;
  return new Readable({
    read() {
      this.push(isBegun ? BLANKS : start);
      isBegun = true;
    },
  });
}

/** Answers as the switch `respondWith` says, if it speaks of this request. */
function respondWith(
  { switches }: Backend,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const rule = switches.respondWith;
  if (!rule || !request.url.startsWith(rule.pathPrefix)) return undefined;
  if (rule.method && rule.method.toUpperCase() !== request.method) return undefined;
  if (rule.times !== undefined) {
    rule.times -= 1;
    if (rule.times <= 0) switches.respondWith = null;
  }
  reply.code(rule.status).removeHeader('X-Gateway');
  if (rule.cors === false) {
    reply.removeHeader('Access-Control-Allow-Origin');
    reply.removeHeader('Access-Control-Allow-Credentials');
  }
  if (rule.html !== undefined) reply.type('text/html; charset=utf-8');
  reply.headers(rule.headers ?? {});
  if (rule.endless) return reply.send(endlessBody(JSON.stringify(rule.body) ?? ''));
  const isEmpty = rule.html === undefined && rule.body === undefined;
  return isEmpty ? reply.send() : reply.send(rule.html ?? rule.body);
}

function cacheControlFor({ switches }: Backend, request: FastifyRequest): string | null {
  if (switches.noStore) return 'no-store';
  const isSameOrigin = request.hostname === APP_HOST;
  return switches.sameOriginCache && isSameOrigin
    ? 'public, max-age=300, stale-while-revalidate=60'
    : null;
}

/** Every `/api` route, as the gateway in front of the services answers it. */
export async function addGateway(api: FastifyInstance, backend: Backend): Promise<void> {
  await api.register(cookie);
  await api.register(cors, CORS);

  api.addHook('onRequest', async (request, reply) => {
    reply.header('X-Gateway', 'ATMA-API-Gateway');
    const cacheControl = cacheControlFor(backend, request);
    if (cacheControl) reply.header('Cache-Control', cacheControl);
    if (backend.switches.latencyMs > 0) await backend.holds.wait(backend.switches.latencyMs);
    const answered = respondWith(backend, request, reply);
    if (answered) return answered;
    if (!backend.limits.take('general', reply)) return backend.limits.refuse('general', reply);
    return undefined;
  });

  api.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    const code = status < 500 ? 'VALIDATION_ERROR' : 'INTERNAL_ERROR';
    return reply.code(status).send(serviceRefusal(code, error.message));
  });

  for (const add of [
    addAuthV1Routes,
    addAuthV2Routes,
    addRefreshRoutes,
    addAdminRoutes,
    addAssessmentRoutes,
    addArchiveRoutes,
    addRowKindRoutes,
  ]) {
    add(api, backend);
  }

  api.route({
    method: ALL_METHODS,
    url: '/*',
    handler: (request, reply) => {
      const message = `Route ${request.method} ${request.url} not found`;
      const timestamp = backend.clock.timestamp();
      return reply
        .code(404)
        .removeHeader('X-Gateway')
        .send(gatewayRefusal('NOT_FOUND', message, { timestamp }));
    },
  });
}
