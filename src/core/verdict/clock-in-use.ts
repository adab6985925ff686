import type { ClockReading } from '../clock/server-clock.ts';
import type { Analysis } from './analysis.ts';

/**
 * The newest reading of the clock that a token was last judged by, that of the host it went to, as
 * it held then.
 * Where none was sent yet, that of the API host whose clock most answers bound.
 */
export function clockInUse({ requests, clockOf }: Analysis): ClockReading | null {
  const judging = requests.findLast(
    ({ sending: { credential, guarded, host } }) =>
      guarded && credential.kind === 'token' && clockOf(host)?.latest,
  );
  const { sending } = judging ?? {};
  if (sending) return clockOf(sending.host)?.latestBy(sending.sentAt ?? -Infinity) ?? null;
  const hosts = new Set<string>();
  for (const { sending } of requests) if (sending.route !== 'page') hosts.add(sending.host);
  const readings = [...hosts].flatMap((host) => clockOf(host)?.latest ?? []);
  return readings.sort((a, b) => b.samples - a.samples)[0] ?? null;
}
