import type { FastifyReply, preHandlerAsyncHookHandler } from 'fastify';
import { gatewayRefusal } from './answers.ts';
import type { Switches } from './switches.ts';

/** The gateway's limits: calls in a window, and what it says when they are used up. */
const LIMITS = {
  general: {
    calls: 999_999_999,
    windowSeconds: 900,
    code: 'RATE_LIMIT_EXCEEDED',
    message: 'Too many requests from this IP, please try again later.',
  },
  auth: {
    calls: 2_500,
    windowSeconds: 900,
    code: 'AUTH_RATE_LIMIT_EXCEEDED',
    message: 'Too many authentication attempts, please try again later.',
  },
  assessment: {
    calls: 1_000,
    windowSeconds: 3_600,
    code: 'ASSESSMENT_RATE_LIMIT_EXCEEDED',
    message: 'Too many assessment submissions, please try again later.',
  },
  archive: {
    calls: 2_000,
    windowSeconds: 900,
    code: 'ARCHIVE_RATE_LIMIT_EXCEEDED',
    message: 'Too many archive requests, please try again later.',
  },
  chat: {
    calls: 200,
    windowSeconds: 900,
    code: 'CHAT_RATE_LIMIT_EXCEEDED',
    message: 'Too many chat requests, please try again later.',
  },
} as const;

export type LimitName = keyof typeof LIMITS;

export interface Limits {
  /** Counts one call, writes the `RateLimit-*` headers; false when the limit is used up. */
  take(name: LimitName, reply: FastifyReply): boolean;
  /** Answers 429, as if the limit were used up. */
  refuse(name: LimitName, reply: FastifyReply): FastifyReply;
  /** A hook for a route that has a limit of its own. */
  limited(name: LimitName): preHandlerAsyncHookHandler;
  reset(): void;
}

export function createLimits(switches: Switches): Limits {
  const windows = new Map<LimitName, { endsAtMs: number; used: number }>();

  function windowOf(name: LimitName) {
    const current = windows.get(name);
    if (current && Date.now() < current.endsAtMs) return current;
    const fresh = { endsAtMs: Date.now() + LIMITS[name].windowSeconds * 1000, used: 0 };
    windows.set(name, fresh);
    return fresh;
  }

  function take(name: LimitName, reply: FastifyReply): boolean {
    const calls = name === 'auth' ? switches.authLimit : LIMITS[name].calls;
    const window = windowOf(name);
    window.used += 1;
    reply.headers({
      'RateLimit-Policy': `${calls};w=${LIMITS[name].windowSeconds}`,
      'RateLimit-Limit': String(calls),
      'RateLimit-Remaining': String(Math.max(0, calls - window.used)),
      'RateLimit-Reset': String(Math.ceil((window.endsAtMs - Date.now()) / 1000)),
    });
    return window.used <= calls;
  }

  function refuse(name: LimitName, reply: FastifyReply): FastifyReply {
    const { code, message, windowSeconds } = LIMITS[name];
    return reply
      .code(429)
      .header('Retry-After', String(windowSeconds))
      .removeHeader('X-Gateway')
      .send(gatewayRefusal(code, message, { retryAfter: windowSeconds }));
  }

  return {
    take,
    refuse,
    limited: (name) => async (_request, reply) => {
      if (!take(name, reply)) return refuse(name, reply);
      return undefined;
    },
    reset: () => windows.clear(),
  };
}
