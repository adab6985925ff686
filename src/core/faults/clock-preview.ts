import type { Validity } from '../language/stable-words.ts';
import { judgeCredential } from '../token/validity.ts';
import type { Analysis } from '../verdict/analysis.ts';
import { liesInTime } from '../verdict/causes/about-causes.ts';
import type { RequestEntry, SocketEntry } from '../verdict/entry.ts';

/** One sending that another clock would change. */
export interface PreviewedSending {
  /** of the request, or of the socket's use */
  id: string;
  from: Validity;
  to: Validity;
  /** s; negative once expired */
  secondsLeft: number | null;
  /** what the service would have said instead; null where it would have said the same */
  becomes: 'refused' | 'accepted' | null;
}

/**
 * A look at another clock, never a verdict. The app's own decisions are not replayed: it is the
 * same requests, with the same tokens, at other times by the server's clock.
 */
export interface ClockPreview {
  shiftSeconds: number;
  /** only what differs, in order of time */
  changes: readonly PreviewedSending[];
  sentExpired: number;
  refused: number;
}

const isOver = (validity: Validity) => validity === 'expired' || validity === 'not-yet-valid';

function preview(
  { sending, verdict }: RequestEntry | SocketEntry,
  shiftMs: number,
  expiringSeconds: number,
): PreviewedSending & { isExpired: boolean } {
  const { judged, credential, sentAt, guarded, id } = sending;
  const at = sentAt === null ? null : sentAt + (judged.clock?.offsetMs ?? 0) + shiftMs;
  const { validity, secondsLeft } = judgeCredential(credential, at, expiringSeconds);
  const refused = guarded && judged.outcome === 'accepted' && isOver(validity);
  const wasForTime = verdict.refusal !== null && liesInTime(verdict.refusal.cause);
  const accepted = judged.outcome === 'rejected' && wasForTime && !isOver(validity);
  return {
    id,
    from: judged.validity,
    to: validity,
    secondsLeft,
    becomes: refused ? 'refused' : accepted ? 'accepted' : null,
    isExpired: validity === 'expired' && guarded,
  };
}

/**
 * What would have been, had this computer's clock run `shiftSeconds` behind the server's more than
 * it did (negative: ahead): every token had so much less left by the clock that judges it.
 */
export function previewClock(analysis: Analysis, shiftSeconds: number): ClockPreview {
  const { expiringSeconds } = analysis.recording.profile;
  const all = [...analysis.requests, ...analysis.sockets]
    .filter(({ sending }) => sending.sentAt !== null && sending.credential.kind === 'token')
    .sort((a, b) => (a.sending.sentAt ?? 0) - (b.sending.sentAt ?? 0))
    .map((judged) => preview(judged, shiftSeconds * 1000, expiringSeconds));
  return {
    shiftSeconds,
    changes: all
      .filter(({ from, to, becomes }) => from !== to || becomes !== null)
      .map(({ isExpired: _, ...change }) => change),
    sentExpired: all.filter(({ isExpired }) => isExpired).length,
    refused: all.filter(({ becomes }) => becomes === 'refused').length,
  };
}
