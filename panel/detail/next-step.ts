import { wordKey } from '../../src/core/language/language.ts';
import { isSentExpired } from '../../src/core/verdict/causes/simulated.ts';
import { say } from '../words/language.ts';
import type { Opened } from './opened.ts';

/** What a reader can do about a row; null where nothing is wrong with it. */
export function nextStep({ verdict }: Opened): string | null {
  const { refusal, flags } = verdict;
  if (refusal?.cause === 'fault' && isSentExpired(verdict)) return say('detail_next_fault_expired');
  if (refusal) return say(wordKey('detail_next', refusal.cause));
  return flags.includes('sent-expired') ? say('detail_next_expired') : null;
}
