import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authV2Refusal, fieldsOf, gatewayRefusal } from '../answers.ts';
import type { Backend } from '../backend.ts';
import type { Session } from '../sessions.ts';
import type { Switches } from '../switches.ts';

/** Name of the httpOnly cookie of the documented way to refresh. */
export const REFRESH_COOKIE = 'refreshToken';

const REFRESH_COOKIE_SECONDS = 30 * 24 * 60 * 60;
const SUCCESS = 'Token refreshed successfully using auth v2';
const NONSENSE = '<!doctype html><title>Hello</title><p>This is no answer to a refresh.</p>';

/** Puts the refresh token where no script sees it. */
export function setRefreshCookie(reply: FastifyReply, refreshToken: string): void {
  reply.setCookie(REFRESH_COOKIE, refreshToken, {
    path: '/api/auth',
    httpOnly: true,
    secure: true,
    sameSite: 'none',
    maxAge: REFRESH_COOKIE_SECONDS,
  });
}

/** Ends a refresh as the switch `refresh` says; false for `ok`, when nothing was answered. */
async function endAs(
  ending: Switches['refresh'],
  { clock, holds, limits }: Backend,
  reply: FastifyReply,
): Promise<boolean> {
  const timestamp = clock.timestamp();
  const refuse = (status: number, code: string, message: string) =>
    reply.code(status).send(authV2Refusal(code, message, timestamp));
  const unavailable = { service: 'auth-v2-service', timestamp };
  switch (ending) {
    case 'ok':
      return false;
    case '401':
      refuse(401, 'INVALID_REFRESH_TOKEN', 'Invalid refresh token');
      break;
    case '401-expired':
      refuse(401, 'TOKEN_EXPIRED', 'Refresh token has expired');
      break;
    case '429':
      limits.refuse('auth', reply);
      break;
    case '500':
      refuse(500, 'INTERNAL_ERROR', 'Internal server error');
      break;
    case '503':
      reply
        .code(503)
        .removeHeader('X-Gateway')
        .send(gatewayRefusal('SERVICE_UNAVAILABLE', 'Service connection failed', unavailable));
      break;
    case 'nonsense':
      reply.type('text/html; charset=utf-8').send(NONSENSE);
      break;
    case 'empty':
      reply.send({ success: true, data: {}, message: SUCCESS, timestamp });
      break;
    case 'never':
      await holds.wait(Number.POSITIVE_INFINITY);
      reply.hijack();
      reply.raw.destroy();
      break;
  }
  return true;
}

/** Both ways to a new ID token: the one in use, and the documented one with a cookie. */
export function addRefreshRoutes(api: FastifyInstance, backend: Backend): void {
  const { clock, limits, sessions, switches, tokens } = backend;

  function isTooEarly({ refreshedAtMs }: Session): boolean {
    const intervalMs = switches.refreshIntervalSeconds * 1000;
    return refreshedAtMs !== null && clock.nowMs() < refreshedAtMs + intervalMs;
  }

  /** The refreshed session, or undefined when the answer has been sent. */
  async function refresh(refreshToken: unknown, reply: FastifyReply): Promise<Session | undefined> {
    if (await endAs(switches.refresh, backend, reply)) return undefined;
    const session = sessions.find(refreshToken);
    if (!session) {
      await endAs('401', backend, reply);
      return undefined;
    }
    if (isTooEarly(session)) {
      limits.refuse('auth', reply);
      return undefined;
    }
    if (switches.rotateAccess) tokens.blacklist(session.accessToken);
    session.refreshedAtMs = clock.nowMs();
    if (switches.rotateRefresh) sessions.rotate(session);
    session.accessToken = await tokens.issueTo(session.person, 'v2', session.authTimeSeconds);
    return session;
  }

  function answerOf({ accessToken, refreshToken }: Session, withRefreshToken: boolean): object {
    const data = {
      idToken: accessToken,
      ...(withRefreshToken ? { refreshToken } : {}),
      expiresIn: String(switches.tokenLifetimeSeconds),
    };
    return { success: true, data, message: SUCCESS, timestamp: clock.timestamp() };
  }

  const limited = { preHandler: limits.limited('auth') };

  api.post('/auth/v2/refresh', limited, async (request, reply) => {
    const { refreshToken } = fieldsOf(request.body);
    const session = await refresh(refreshToken, reply);
    return session ? answerOf(session, true) : reply;
  });

  api.post('/auth/refresh-token', limited, async (request: FastifyRequest, reply) => {
    const session = await refresh(request.cookies[REFRESH_COOKIE], reply);
    if (!session) return reply;
    setRefreshCookie(reply, session.refreshToken);
    return answerOf(session, false);
  });
}
