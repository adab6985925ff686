import type { RequestFacts } from './request.ts';
import type { ServiceError } from './service-profile.ts';
import type { Cause, Certainty, Flag, Outcome, Validity } from './stable-words.ts';

/** A fact that speaks for a cause; the text is made from the values. */
export interface Evidence {
  id: string;
  text: string;
  values: Record<string, string | number | null>;
  request?: string;
}

export interface CauseVerdict {
  cause: Cause;
  certainty: Certainty;
  evidence: Evidence[];
}

/** What is known of a request before anyone asks why. */
export interface Judged {
  validity: Validity;
  /** s left when it was sent; null where it cannot be told */
  secondsLeft: number | null;
  outcome: Outcome;
  flags: Flag[];
  error: ServiceError | null;
}

type Rule = (request: RequestFacts, judged: Judged) => CauseVerdict | null;

function evidence(id: string, text: string, values: Evidence['values'] = {}): Evidence {
  return { id, text, values };
}

/** The service's own words, where it said any. */
function answerEvidence({ error }: Judged, status: number | null): Evidence {
  const words = [error?.code, error?.message].filter(Boolean).join(': ');
  const values = { status, code: error?.code ?? null, message: error?.message ?? null };
  const text = words === '' ? `Answered ${status} without a reason` : `Answered ${status} ${words}`;
  return evidence('answer', text, values);
}

const refreshRefused: Rule = ({ route }, { error }) =>
  route.kind === 'refresh'
    ? {
        cause: 'refresh-refused',
        certainty: error?.code ? 'certain' : 'likely',
        evidence: [
          evidence(
            'refresh-token',
            'The refresh token is revoked, expired or unknown to the service',
          ),
        ],
      }
    : null;

const missing: Rule = ({ credential, requestHeaders }) =>
  credential.kind === 'absent' && requestHeaders !== null
    ? {
        cause: 'missing',
        certainty: 'certain',
        evidence: [evidence('no-header', 'The request had no Authorization header')],
      }
    : null;

const wrongScheme: Rule = ({ credential }) =>
  credential.kind === 'wrong-scheme'
    ? {
        cause: 'wrong-scheme',
        certainty: 'certain',
        evidence: [
          evidence(
            'scheme',
            credential.scheme === null
              ? 'The Authorization header has no scheme; the service wants “Bearer”'
              : `The scheme is “${credential.scheme}”; the service wants “Bearer”`,
            { scheme: credential.scheme },
          ),
        ],
      }
    : null;

const placeholder: Rule = ({ credential }) =>
  credential.kind === 'placeholder'
    ? {
        cause: 'placeholder',
        certainty: 'certain',
        evidence: [
          evidence(
            'placeholder',
            credential.word === ''
              ? 'Nothing stands behind “Bearer”'
              : `The app sent the word “${credential.word}” instead of a token`,
            { word: credential.word },
          ),
        ],
      }
    : null;

const quoted: Rule = ({ credential }) =>
  credential.kind === 'token' && credential.quoted
    ? {
        cause: 'quoted',
        certainty: 'certain',
        evidence: [evidence('quotes', 'The token was sent inside quotation marks')],
      }
    : null;

const malformed: Rule = (_request, { validity }) =>
  validity === 'malformed'
    ? {
        cause: 'malformed',
        certainty: 'certain',
        evidence: [evidence('form', 'What was sent cannot be decoded as a JWT')],
      }
    : null;

const expired: Rule = (_request, { validity, secondsLeft }) =>
  validity === 'expired'
    ? {
        cause: 'expired',
        certainty: 'likely',
        evidence: [
          evidence(
            'exp',
            secondsLeft === null
              ? 'The token was expired when it was sent, by this computer’s clock'
              : `The token had expired ${Math.round(-secondsLeft)} s before it was sent, by this computer’s clock`,
            { secondsLeft },
          ),
        ],
      }
    : null;

/** What still may be behind a refusal that nothing seen here explains. */
function remaining({ validity }: Judged): Evidence {
  const looksGood = validity === 'valid' || validity === 'expiring';
  return looksGood
    ? evidence(
        'looked-good',
        'The token had not expired when it was sent: it may be revoked or foreign, or the service could not check it',
      )
    : evidence('not-seen', 'Nothing seen in the browser explains this refusal', { validity });
}

/** In this order; the first that holds is the cause. */
const RULES: readonly Rule[] = [
  refreshRefused,
  missing,
  wrongScheme,
  placeholder,
  quoted,
  malformed,
  expired,
];

/** Why a refused request was refused, as far as the evidence goes. */
export function causeOf(request: RequestFacts, judged: Judged): CauseVerdict {
  const answer = answerEvidence(judged, request.status);
  for (const rule of RULES) {
    const found = rule(request, judged);
    if (found) return { ...found, evidence: [...found.evidence, answer] };
  }
  return { cause: 'unknown', certainty: 'possible', evidence: [remaining(judged), answer] };
}
