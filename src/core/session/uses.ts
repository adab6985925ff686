import type { Use } from '../findings/scene.ts';
import type { Analysis } from '../verdict/analysis.ts';

/** All that the app itself sent and that counts, by the time of sending; what a fault touched, too. */
export function appUses({ requests, sockets }: Analysis): Use[] {
  return [...requests, ...sockets]
    .flatMap(({ sending, verdict }): Use[] => {
      const isApp = sending.by === 'app' && sending.method !== 'OPTIONS';
      return isApp && sending.sentAt !== null ? [{ at: sending.sentAt, sending, verdict }] : [];
    })
    .sort((a, b) => a.at - b.at);
}
