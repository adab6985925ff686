import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { gatewayRefusal } from './answers.ts';
import type { Backend } from './backend.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Caller } from './tokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard. */
    caller: Caller | null;
    /** This request in the service's log. */
    entry: LoggedRequest | null;
  }
}

/** What services show each other; worthless outside this process. */
export const INTERNAL_SERVICE_KEY = 'loopback-internal-service';

/** The token of `Authorization: Bearer …`, whatever it is; null for anything else. */
export function bearerOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization ?? '';
  return header.startsWith('Bearer ') ? header.slice('Bearer '.length) : null;
}

/** Whom the guard let through. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error(`${request.url} has no guard.`);
  return request.caller;
}

function refuse(reply: FastifyReply, status: number, code: string, message: string, more = {}) {
  return reply
    .code(status)
    .removeHeader('X-Gateway')
    .send(gatewayRefusal(code, message, more));
}

/** Whatever is wrong with a token, the gateway says this and no more. */
export function refuseToken(reply: FastifyReply): FastifyReply {
  return refuse(reply, 401, 'INVALID_TOKEN', 'Invalid or expired token');
}

function refuseUnchecked({ switches, clock }: Backend, reply: FastifyReply): FastifyReply {
  switch (switches.verifierDown) {
    case 'unverified':
      return refuse(reply, 401, 'TOKEN_VERIFICATION_FAILED', 'Unable to verify token');
    case 'error':
      return refuse(reply, 500, 'INTERNAL_ERROR', 'Authentication service error');
    case 'unavailable':
      return refuse(reply, 503, 'SERVICE_UNAVAILABLE', 'Service connection failed', {
        service: 'auth-service',
        timestamp: clock.timestamp(),
      });
    default:
      return refuseToken(reply);
  }
}

/** The gateway's check of the bearer. */
export function verifyToken(backend: Backend): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const token = bearerOf(request);
    if (token === null) return refuse(reply, 401, 'UNAUTHORIZED', 'Access token is required');
    if (backend.switches.verifierDown !== false) return refuseUnchecked(backend, reply);
    request.caller = await backend.tokens.verify(token);
    return request.caller ? undefined : refuseToken(reply);
  };
}

/** For administrators; goes after `verifyToken`. */
export const verifyAdmin: preHandlerAsyncHookHandler = async (request, reply) =>
  callerOf(request).person.isAdmin
    ? undefined
    : refuse(reply, 403, 'FORBIDDEN', 'Admin access required');

/** For the services themselves: a page that calls such a route is refused. */
export const verifyInternalService: preHandlerAsyncHookHandler = async (request, reply) => {
  const { 'x-service-key': key, 'x-internal-service': internal } = request.headers;
  if (internal !== 'true' || key === undefined) {
    return refuse(reply, 401, 'UNAUTHORIZED', 'Internal service authentication required');
  }
  return key === INTERNAL_SERVICE_KEY
    ? undefined
    : refuse(reply, 401, 'INVALID_SERVICE_KEY', 'Invalid service key');
};
