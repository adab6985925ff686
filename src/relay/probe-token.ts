import { TOO_MANY_REQUESTS, UNAUTHORIZED } from '../core/service/http.ts';
import { isSafeOrigin } from '../core/service/loopback.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import type { ProbeOutcome } from '../core/session/probe-outcome.ts';

export const PROBE_TIMEOUT_MS = 15_000;
/** What a bearer may be made of (RFC 6750 §2.1), and a little more: a damaged one is asked about too. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** What a probe needs of the world. */
export interface ProbeEnvironment {
  profile: ServiceProfile;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** a signal that aborts after so many ms */
  timeout(ms: number): AbortSignal;
  /** ms since the epoch */
  now(): number;
  /** called before the request leaves */
  announce(request: { method: string; url: string; startedAt: number }): void;
}

type FailureReason = Extract<ProbeOutcome, { kind: 'failed' }>['reason'];

function failed(reason: FailureReason, status: number | null = null): ProbeOutcome {
  return { kind: 'failed', reason, status };
}

/** What an answer to the probe says of the token alone. */
export function readProbe(profile: ServiceProfile, status: number, text: string): ProbeOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted', status };
  if (status === TOO_MANY_REQUESTS) return failed('too-many-requests', status);
  const error = profile.readError(status, { kind: 'text', text, truncated: false });
  if (error && profile.saysUnverifiable(error)) return failed('not-checked', status);
  if (error?.refusesCredential || (status === UNAUTHORIZED && error?.refusesCredential !== false))
    return { kind: 'refused', status, message: error?.message ?? error?.code ?? null };
  if (status >= 500) return failed('server-error', status);
  return error ? { kind: 'accepted', status } : failed('undecided', status);
}

/**
 * A token goes only to the service, only to the route that is there to ask, and only over TLS, without
 * which a service on this computer alone may do.
 */
function isAllowed({ probeUrl, isServiceHost, route }: ServiceProfile): boolean {
  const { origin, hostname, port } = new URL(probeUrl);
  const isService = isSafeOrigin(origin) && isServiceHost(hostname, port);
  return isService && route('GET', probeUrl).guarded;
}

/** Asks the service once whether it takes this token now. */
export async function probeToken(
  environment: ProbeEnvironment,
  token: string,
): Promise<ProbeOutcome> {
  const { profile } = environment;
  const { probeUrl: url } = profile;
  if (!SENDABLE.test(token) || !isAllowed(profile))
    return { kind: 'unavailable', reason: 'not-sendable' };
  environment.announce({ method: 'GET', url, startedAt: environment.now() });
  const signal = environment.timeout(PROBE_TIMEOUT_MS);
  try {
    const response = await environment.fetch(url, {
      headers: { Authorization: `Bearer ${token}` },
      credentials: 'omit',
      cache: 'no-store',
      // A redirect could carry the token to another host.
      redirect: 'manual',
      signal,
    });
    return readProbe(profile, response.status, await response.text());
  } catch {
    return failed(signal.aborted ? 'timeout' : 'offline');
  }
}
