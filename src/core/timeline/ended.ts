import type { Cause } from '../language/stable-words.ts';
import type { Analysis } from '../verdict/analysis.ts';
import { availableAt, type CredentialRecord } from '../verdict/credentials.ts';
import type { CallEntry } from '../verdict/entry.ts';

/** What ended a token before its time: ms by this computer, and how it showed. */
export interface Ended {
  at: number;
  by: 'refused' | 'signed-out';
}

/** It was the token that was refused, and not how or when it was sent. */
const ENDING: ReadonlySet<Cause> = new Set([
  'tampered',
  'other-environment',
  'other-user',
  'signed-out',
  'superseded',
  'unknown',
]);

function isEnding({ verdict: { refusal } }: CallEntry): boolean {
  if (!refusal) return false;
  const isPerhapsRevoked = refusal.cause === 'verifier-down' && refusal.certainty === 'possible';
  return isPerhapsRevoked || ENDING.has(refusal.cause);
}

interface SignOut {
  at: number;
  /** null where a page holds nothing more, and nobody knows whose session it held */
  user: string | null;
}

function signOutsOf({ chains, recording }: Analysis): SignOut[] {
  const storage = recording.storage();
  const isEmpty = storage?.reading.build === 'signed-out';
  return [
    ...chains.signOuts.filter(({ user }) => user !== null),
    ...(isEmpty ? [{ at: storage.at, user: null }] : []),
  ];
}

/** Tells what ended a token that was sent so: of what came after it was last accepted, the first. */
export function endingReader(
  analysis: Analysis,
): (record: CredentialRecord, entries: readonly CallEntry[]) => Ended | null {
  const signOuts = signOutsOf(analysis);
  return (record, entries) => {
    const takenAt = entries.reduce(
      (last, { sending }) => Math.max(last, sending.letThrough ? (sending.sentAt ?? last) : last),
      Number.NEGATIVE_INFINITY,
    );
    const refused = entries.flatMap((entry): Ended[] => {
      const { sentAt } = entry.sending;
      if (sentAt === null || sentAt <= takenAt || !isEnding(entry)) return [];
      // As its row says; it may have been sent a moment later.
      return [{ at: entry.at ?? sentAt, by: 'refused' }];
    });
    const signedOut = signOuts.flatMap(({ at, user }): Ended[] =>
      (user === null || user === record.user) && at > takenAt && availableAt(record) <= at
        ? [{ at, by: 'signed-out' }]
        : [],
    );
    const [first] = [...signedOut, ...refused].sort((a, b) => a.at - b.at);
    return first ?? null;
  };
}
