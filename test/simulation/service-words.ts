import type { Chance } from './chance.ts';
import type { Reason } from './exchange.ts';

/** Who looks at the credential, and in which words it refuses. */
export type Guard = 'gateway' | 'assessment' | 'auth-v1' | 'plain' | 'challenge';

export interface Words {
  status: number;
  body: unknown;
  challenge: string | null;
}

const GATEWAY = { success: false, error: 'INVALID_TOKEN', message: 'Invalid or expired token' };

function service(status: number, code: string, message: string): Words {
  return { status, body: { success: false, error: { code, message } }, challenge: null };
}

/** Only a true reason is ever named. */
function assessment(reasons: ReadonlySet<Reason>): Words {
  if (reasons.has('missing')) return service(401, 'UNAUTHORIZED', 'Authorization header required');
  if (reasons.has('wrong-scheme') || reasons.has('placeholder'))
    return service(401, 'UNAUTHORIZED', 'Invalid token');
  if (reasons.has('expired')) return service(401, 'UNAUTHORIZED', 'Token expired');
  if (reasons.has('user-gone'))
    return service(401, 'UNAUTHORIZED', 'Invalid token or user not found');
  return service(401, 'UNAUTHORIZED', 'Invalid token');
}

function authV1(reasons: ReadonlySet<Reason>): Words {
  if (reasons.has('missing')) return service(401, 'UNAUTHORIZED', 'Access token is required');
  if (reasons.has('expired')) return service(401, 'TOKEN_EXPIRED', 'Token has expired');
  if (reasons.has('user-gone')) return service(401, 'USER_NOT_FOUND', 'User not found');
  if (reasons.has('malformed')) return service(401, 'INVALID_TOKEN', 'Invalid token format');
  return service(401, 'UNAUTHORIZED', 'Invalid or expired token');
}

/** Words that stand in no list: middleware of other makers. */
function plain(reasons: ReadonlySet<Reason>, chance: Chance): Words {
  const isRevoked = [...reasons].some((reason) => reason.startsWith('revoked'));
  if (reasons.has('expired') && chance.happens(0.5))
    return { status: 401, body: { message: 'jwt expired' }, challenge: null };
  if (isRevoked && chance.happens(0.5))
    return {
      status: 401,
      body: { success: false, error: 'TOKEN_REVOKED', message: 'Token has been revoked' },
      challenge: null,
    };
  const body = chance.happens(0.5) ? { message: 'Unauthorized' } : { error: 'session_invalid' };
  return { status: 401, body, challenge: null };
}

function challenge(reasons: ReadonlySet<Reason>): Words {
  if (reasons.has('missing')) return { status: 401, body: null, challenge: 'Bearer realm="api"' };
  const description = reasons.has('expired') ? 'The access token expired' : 'The token is invalid';
  return {
    status: 401,
    body: null,
    challenge: `Bearer error="invalid_token", error_description="${description}"`,
  };
}

/** What a guard says to a credential that it does not let pass. */
export function refusalWords(guard: Guard, reasons: readonly Reason[], chance: Chance): Words {
  const all = new Set(reasons);
  if (all.has('verifier-down-told'))
    return chance.pick([
      {
        status: 401,
        body: {
          success: false,
          error: 'TOKEN_VERIFICATION_FAILED',
          message: 'Unable to verify token',
        },
        challenge: null,
      },
      {
        status: 500,
        body: {
          success: false,
          error: 'INTERNAL_ERROR',
          message: 'Authentication service error',
        },
        challenge: null,
      },
    ]);
  if (guard === 'assessment') return assessment(all);
  if (guard === 'auth-v1') return authV1(all);
  if (guard === 'plain') return plain(all, chance);
  if (guard === 'challenge') return challenge(all);
  if (all.has('missing') || all.has('wrong-scheme'))
    return {
      status: 401,
      body: { success: false, error: 'UNAUTHORIZED', message: 'Access token is required' },
      challenge: null,
    };
  return { status: 401, body: GATEWAY, challenge: null };
}
