import type { Analysis } from '../verdict/analysis.ts';
import type { Sending } from '../verdict/sending.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** A request or a socket of the app that wanted a session. */
export interface Use {
  /** ms; when it was sent */
  at: number;
  sending: Sending;
  verdict: Verdict;
}

/** All that the app itself sent and that counts, in order of time; what a fault touched, too. */
export function usesOf({ requests, sockets }: Analysis): Use[] {
  return [...requests, ...sockets]
    .flatMap(({ sending, verdict }): Use[] => {
      const isApp = sending.by === 'app' && sending.method !== 'OPTIONS';
      return isApp && sending.sentAt !== null ? [{ at: sending.sentAt, sending, verdict }] : [];
    })
    .sort((a, b) => a.at - b.at);
}
