import { decodeJwt } from 'jose';
import { RESIDENTS } from './people.ts';
import type { LoggedRequest } from './request-log.ts';
import { type Service, startService } from './service.ts';
import { BUILDS } from './switches.ts';

const SHOWN_SIGNATURE = 6;

/** A token by its last letters and the time it had left on arrival, never whole. */
function credentialOf({ authorization, body, at }: LoggedRequest): string {
  const sent = (body as { token?: unknown } | null)?.token;
  const token = authorization?.replace(/^Bearer /, '') ?? (typeof sent === 'string' ? sent : null);
  if (token === null) return '';
  try {
    const { exp } = decodeJwt(token);
    const left = exp === undefined ? 'no exp' : `${Math.round(exp - at / 1000)} s left`;
    return `…${token.slice(-SHOWN_SIGNATURE)} (${left})`;
  } catch {
    return 'no JWT';
  }
}

function lineOf(entry: LoggedRequest): string {
  const time = new Date(entry.at).toLocaleTimeString('en-GB');
  const answer = [entry.status, entry.code].filter((part) => part !== null).join(' ');
  return `${time}  ${entry.method} ${entry.host}${entry.kind === 'socket' ? ' socket ' : ''}${entry.path}  ${answer}  ${credentialOf(entry)}`.trimEnd();
}

function isWorthALine({ method, path }: LoggedRequest): boolean {
  return method !== 'OPTIONS' && !path.startsWith('/app/');
}

function greeting({ httpsPort, control }: Service): string {
  const rules = `MAP *.futureguide.id 127.0.0.1:${httpsPort}, MAP futureguide.id 127.0.0.1:${httpsPort}`;
  return `A FutureGuide on loopback.

Browser   chromium "--host-resolver-rules=${rules}" --ignore-certificate-errors \\
            --user-data-dir=/tmp/futureguide-profile "https://futureguide.id/?auto=signin,submit,poll"
Builds    ${BUILDS.map((build) => `?build=${build}`).join('  ')}
Sign in   ${RESIDENTS.zoe.email}  ${RESIDENTS.zoe.password}
Control   curl ${control.url}/switches
          curl ${control.url}/switches -H content-type:application/json -d '{"tokenLifetimeSeconds": 60}'
          curl ${control.url}/issue -H content-type:application/json -d '{"user": "budi", "lifetimeSeconds": -5}'
          curl -X POST ${control.url}/reset
          curl ${control.url}/log

Every request, with its token's last letters and the seconds it had left (Ctrl+C ends):`;
}

const { HTTPS_PORT = '0', CONTROL_PORT = '0' } = process.env;
const service = await startService({
  httpsPort: Number(HTTPS_PORT),
  controlPort: Number(CONTROL_PORT),
});
console.log(greeting(service));
service.onAnswer((entry) => {
  if (isWorthALine(entry)) console.log(lineOf(entry));
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void service.stop();
  });
}
