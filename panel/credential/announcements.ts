import type { WordKey } from '../../src/core/language/language.ts';

/** s before expiry, the last first */
const MOMENTS: readonly { seconds: number; words: WordKey }[] = [
  { seconds: 0, words: 'credential_spoken_expired' },
  { seconds: 60, words: 'credential_spoken_minute' },
  { seconds: 300, words: 'credential_spoken_five_minutes' },
];

/** What is to be spoken when so many seconds were left before and so many are now; mostly nothing. */
export function announcement(before: number, now: number): WordKey | null {
  return MOMENTS.find(({ seconds }) => before > seconds && now <= seconds)?.words ?? null;
}
