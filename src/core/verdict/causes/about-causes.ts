import type { Cause } from '../../language/stable-words.ts';
import type { RefusalReason } from '../../service/refusal-words.ts';

/** What a cause means to everything but its own rule. */
interface AboutCause {
  /**
   * `expiry`, `start`: the token was sent outside its time; `session`: its session is over, or another
   * one; null: a new token would not help
   */
  about: 'expiry' | 'start' | 'session' | null;
  /** what is to blame, as far as somebody who answers a user wants to know */
  blame: 'app' | 'clock' | null;
  /** the service's words that fit it; null where it is not read from the token */
  words: readonly RefusalReason[] | null;
}

export const ABOUT_CAUSES: Readonly<Record<Cause, AboutCause>> = {
  fault: { about: null, blame: null, words: null },
  'refresh-refused': { about: null, blame: null, words: null },
  'verifier-down': { about: null, blame: null, words: null },
  missing: { about: null, blame: 'app', words: null },
  'wrong-scheme': { about: null, blame: 'app', words: null },
  placeholder: { about: null, blame: 'app', words: null },
  quoted: { about: null, blame: 'app', words: null },
  malformed: { about: null, blame: 'app', words: null },
  'clock-skew': {
    about: 'expiry',
    blame: 'clock',
    words: ['expired', 'not-yet-valid', 'session-over'],
  },
  expired: { about: 'expiry', blame: null, words: ['expired', 'session-over'] },
  'expired-in-flight': { about: 'expiry', blame: null, words: ['expired', 'session-over'] },
  'not-yet-valid': { about: 'start', blame: 'clock', words: ['not-yet-valid'] },
  tampered: { about: null, blame: 'app', words: ['signature', 'malformed'] },
  'other-environment': { about: null, blame: 'app', words: ['signature', 'other-issuer'] },
  'other-user': { about: 'session', blame: 'app', words: ['session-over'] },
  'signed-out': { about: 'session', blame: null, words: ['revoked', 'session-over'] },
  superseded: { about: 'session', blame: 'app', words: ['revoked', 'session-over'] },
  unknown: { about: null, blame: null, words: null },
};

/** Within its time the token would not have been refused. */
export function liesInTime(cause: Cause): boolean {
  const { about } = ABOUT_CAUSES[cause];
  return about === 'expiry' || about === 'start';
}
