import type { HarLeg } from '../../../src/core/recording/observation.ts';

const API = 'https://api.futureguide.id';
const encode = (value: unknown) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** An unsigned token made up here; s since the epoch. */
export function madeToken(claims: Record<string, unknown>): string {
  const header = { alg: 'RS256', kid: 'demo-key-1', typ: 'JWT' };
  return `${encode(header)}.${encode(claims)}.${encode('not a signature')}`;
}

export function firebaseClaims(iat: number, exp: number, email = 'rina@people.example') {
  return {
    iss: 'https://securetoken.google.com/futureguide-demo',
    aud: 'futureguide-demo',
    auth_time: iat - 7200,
    user_id: 'u7Xk2mQ9demo',
    sub: 'u7Xk2mQ9demo',
    iat,
    exp,
    email,
    email_verified: true,
    name: 'Rina Démo 🌱',
    firebase: { identities: { email: [email] }, sign_in_provider: 'password' },
  };
}

export const INVALID_TOKEN = JSON.stringify({
  success: false,
  error: 'INVALID_TOKEN',
  message: 'Invalid or expired token',
});

let ids = 0;

interface Call {
  method?: string;
  path: string;
  at: number;
  authorization?: string | null;
  status?: number;
  body?: string;
  error?: string | null;
  requestBody?: string | null;
}

/** A request as DevTools tells it once it has ended. */
export function call(options: Call): HarLeg {
  const { method = 'GET', path, at, authorization = null, status = 200, error = null } = options;
  ids += 1;
  return {
    kind: 'har',
    id: `h${ids}`,
    method,
    url: path.startsWith('http') ? path : `${API}${path}`,
    startedAt: at,
    initiator: [],
    sentAt: at + 3,
    respondedAt: at + 145,
    endedAt: at + 148,
    status,
    error,
    resourceType: 'xhr',
    fromCache: false,
    redirectUrl: null,
    requestHeaders: [
      { name: 'Accept', value: 'application/json, text/plain, */*' },
      ...(authorization === null ? [] : [{ name: 'Authorization', value: authorization }]),
      { name: 'Origin', value: 'https://futureguide.id' },
      { name: 'Cookie', value: 'theme=dark; session=4f9a2c7be1d04e0b9a77c3' },
    ],
    responseHeaders: [
      { name: 'Content-Type', value: 'application/json; charset=utf-8' },
      { name: 'Date', value: new Date(at + 100).toUTCString() },
    ],
    file: null,
    requestBody: options.requestBody ?? null,
    body: { kind: 'text', text: options.body ?? '{"success":true,"data":{}}', truncated: false },
    answeredByWorker: false,
    foreign: false,
    socketMessages: [],
  };
}
