import type { Answer, AnswerBody } from './script.ts';
import type { Words } from './words.ts';

/** The words that usually go with a code (gateway, services, auth v2). */
const MESSAGES: Record<string, string> = {
  INVALID_TOKEN: 'Invalid or expired token',
  UNAUTHORIZED: 'Access token is required',
  TOKEN_EXPIRED: 'Token has expired',
  TOKEN_VERIFICATION_FAILED: 'Unable to verify token',
  INVALID_REFRESH_TOKEN: 'Invalid refresh token',
  INTERNAL_ERROR: 'Authentication service error',
  FORBIDDEN: 'Admin access required',
  SERVICE_UNAVAILABLE: 'Service connection failed',
  GATEWAY_TIMEOUT: 'Service request timeout',
  NOT_FOUND: 'Route not found',
  INSUFFICIENT_TOKENS: 'Insufficient token balance',
  ACCESS_DENIED: 'Access denied',
  RATE_LIMIT_EXCEEDED: 'Too many requests, please try again later.',
  AUTH_SERVICE_UNAVAILABLE: 'Authentication service is unavailable',
  USER_NOT_FOUND: 'User not found',
  USER_DISABLED: 'This account has been disabled',
  MISSING_AUTHORIZATION: 'Authorization header is required',
  VALIDATION_ERROR: 'Validation failed',
};

function coded(words: Words, shape: 'gateway' | 'service' | 'auth-v2'): AnswerBody {
  const code = words.bare('error code');
  const message = words.takeQuoted() ?? MESSAGES[code];
  if (message === undefined) words.fail(`no words are known for ${code}; give them in quotes`);
  return { shape, code, message };
}

function readBody(words: Words, status: number): AnswerBody {
  if (words.take('html')) return { shape: 'html' };
  if (words.take('empty')) return { shape: 'empty' };
  if (words.take('prose')) return { shape: 'prose', text: words.quoted('the prose') };
  if (words.take('body')) {
    const text = words.takeBraces() ?? words.quoted('a body');
    return { shape: 'json', text };
  }
  if (words.take('service')) return coded(words, 'service');
  if (words.take('auth-v2')) return coded(words, 'auth-v2');
  if (/^[A-Z][A-Z0-9_]{3,}$/.test(words.peek() ?? '')) return coded(words, 'gateway');
  return { shape: status < 400 ? 'usual' : 'empty' };
}

const REFRESH_TOKEN = /^R\d*$/;

/** What stands behind `→`: tokens, a status with its body, `nothing`, or `failed net::ERR_…`. */
export function readAnswer(words: Words, issuingStatus: number): Answer {
  if (words.take('nothing')) return { kind: 'pending' };
  if (words.take('failed')) return { kind: 'failed', error: words.bare('network error') };
  const first = words.peek() ?? '';
  if (/^\d{3}$/.test(first)) {
    const status = Number(words.bare('status'));
    const body = readBody(words, status);
    const challenge = words.take('www-authenticate') ? words.quoted('a challenge') : null;
    return { kind: 'status', status, body, challenge };
  }
  const names = [words.bare('status, token, “nothing” or “failed”')];
  if (REFRESH_TOKEN.test(words.peek() ?? '')) names.push(words.bare('refresh token'));
  const refresh = names.find((name) => REFRESH_TOKEN.test(name)) ?? null;
  const access = names.find((name) => !REFRESH_TOKEN.test(name)) ?? null;
  return { kind: 'issues', status: issuingStatus, access, refresh };
}
