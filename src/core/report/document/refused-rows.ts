import { type Language, type Said, said, wordKey } from '../../language/language.ts';
import type { Requester } from '../../language/stable-words.ts';
import { senderSaid } from '../../recording/initiator.ts';
import { sureness } from '../../verdict/causes/simulated.ts';
import { acceptedBeside } from '../../verdict/causes/unexplained.ts';
import type { Report, ReportRequest, ReportSocket } from '../report-schema.ts';
import { raceWinners } from './races.ts';

/** A refused request or socket, as it is told. */
export interface RefusedRow {
  id: string;
  at: string | null;
  /** `GET /api/…` */
  request: string;
  /**
   * the code that sent it, as `pollStatus in monitor.js:41`, or who else did; null where the app did
   * and the browser recorded no place
   */
  sender: string | null;
  sentence: string;
  /** `certain`, in a word; null where the sentence itself says how sure it is */
  certainty: string | null;
  evidence: string[];
  /** of the evidence, what may be the reason where none can be seen */
  reasons: string[];
}

type Refused = Pick<ReportRequest, 'cause' | 'certainty' | 'validity' | 'secondsLeft'> &
  Partial<Pick<ReportRequest, 'evidence'>>;

/**
 * Why, as the end of a sentence. A report does not keep the word of a placeholder.
 * @param winner who asked for the refresh that won the race which this one lost
 */
function reasonOf(
  { cause = 'unknown', validity, secondsLeft, evidence = [] }: Refused,
  winner?: Requester,
): Said {
  if (winner)
    return said('reason_refresh_raced', { other: said(wordKey('reason_refresh_raced', winner)) });
  if (cause === 'placeholder') return said('cause_placeholder');
  if (cause === 'clock-skew' && validity === 'not-yet-valid')
    return said('reason_clock_skew_early');
  if (cause === 'expired' && secondsLeft !== null)
    return said('reason_expired_before', { secondsLeft });
  if (cause === 'unknown' && validity === 'unknown') return said('reason_not_recorded');
  if (cause === 'unknown') return acceptedBeside(evidence) ?? said('reason_unknown');
  return said(wordKey('reason', cause));
}

/** Why something was refused, in a sentence that says how sure that is. */
export function refusedSaid(judged: Refused, winner?: Requester): Said {
  const { cause = 'unknown', certainty = 'possible' } = judged;
  // That the reason is unknown is not itself in doubt.
  const key = wordKey('refused', cause === 'unknown' ? 'certain' : certainty);
  return said(key, { reason: reasonOf(judged, winner) });
}

function certaintyOf({ cause, certainty }: Refused, { say }: Language): string | null {
  const isClaimed = cause !== undefined && cause !== 'unknown';
  return isClaimed && certainty === 'certain'
    ? say(wordKey('certainty', sureness({ cause, certainty })))
    : null;
}

/** Without host and query, which say little and are long. */
export function reportedPath(url: string): string {
  const [, path] = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url) ?? [];
  return path || url;
}

/** Who sent a request: the place in the app's code, or somebody else than the app. */
export function senderWords({ initiator, by }: ReportRequest, language: Language): string | null {
  if (by !== 'app') return language.say(wordKey('document_by', by));
  if (!initiator) return null;
  const { function: functionName, url, line } = initiator;
  return language.tell(senderSaid({ functionName, url, line }));
}

const socketRefusal = (socket: ReportSocket, language: Language): RefusedRow => ({
  id: socket.id,
  at: socket.authenticatedAt ?? socket.openedAt,
  request: `socket ${reportedPath(socket.url)}`,
  sender: null,
  sentence: language.tell(refusedSaid(socket)),
  certainty: certaintyOf(socket, language),
  evidence: [],
  reasons: [],
});

/** Evidence that names a reason which nobody can see from here. */
const POSSIBLE = /^possible-/;

/** All that was refused, with why, in order of time. */
export function refusedRows(report: Report, language: Language): RefusedRow[] {
  const { requests, sockets } = report;
  const lost = raceWinners(report);
  const refused = requests
    .filter(({ outcome }) => outcome === 'rejected')
    .map((request) => ({
      id: request.id,
      at: request.sentAt ?? request.startedAt,
      request: `${request.method} ${reportedPath(request.url)}`,
      sender: senderWords(request, language),
      sentence: language.tell(refusedSaid(request, lost.get(request.id))),
      certainty: certaintyOf(request, language),
      evidence: request.evidence.map(({ text }) => text),
      reasons: request.evidence.flatMap(({ id, text }) => (POSSIBLE.test(id) ? [text] : [])),
    }));
  const ofSockets = sockets
    .filter(({ outcome }) => outcome === 'rejected')
    .map((socket) => socketRefusal(socket, language));
  return [...refused, ...ofSockets].toSorted((a, b) => (a.at ?? '￿').localeCompare(b.at ?? '￿'));
}
