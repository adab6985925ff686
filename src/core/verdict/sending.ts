import type { ClockReading } from '../clock/server-clock.ts';
import type { Flag, Outcome, Requester } from '../language/stable-words.ts';
import type { CallFrame } from '../recording/initiator.ts';
import type { FaultObservation } from '../recording/observation.ts';
import type { RouteKind, ServiceError } from '../service/service-profile.ts';
import type { Credential } from '../token/authorization.ts';
import type { JudgedValidity } from '../token/validity.ts';
import type { CredentialRecord } from './credentials.ts';

/** What is known of a sending before anyone asks why it was refused. */
export interface BareVerdict extends JudgedValidity {
  outcome: Outcome;
  flags: Flag[];
  error: ServiceError | null;
  /** the server's clock by which it was judged; null: by this computer's */
  clock: ClockReading | null;
}

/** One use of a credential, by a request or by a socket; times in ms by this computer. */
export interface Sending {
  id: string;
  /** the request, where it was one */
  request: string | null;
  host: string;
  method: string;
  path: string;
  route: RouteKind;
  guarded: boolean;
  /** the service's own guard looked at the credential and let it pass: proof that it was accepted */
  letThrough: boolean;
  status: number | null;
  sentAt: number | null;
  answeredAt: number | null;
  credential: Credential;
  record: CredentialRecord | null;
  by: Requester;
  /** the place in the app's scripts that asked for it, where the browser recorded it */
  sender: CallFrame | null;
  /** false where no source could read the headers */
  headersRead: boolean;
  /** false where the words of the answer are not seen, or not yet */
  answerRead: boolean;
  /** whether a cache had kept the answer, so that the service need not have seen the credential */
  isKept: boolean;
  /** whether only the page told what the answer says, or all that was said on a socket */
  isPagesWord: boolean;
  /** whether only the page told that there was an answer */
  isStatusPagesWord: boolean;
  /** what the debugger did to it because the user asked for it */
  fault: FaultObservation | null;
  judged: BareVerdict;
}

/** ms; what nobody saw leave comes last */
export function sentOrNever({ sentAt }: Pick<Sending, 'sentAt'>): number {
  return sentAt ?? Number.POSITIVE_INFINITY;
}
