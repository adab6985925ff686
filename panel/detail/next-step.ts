import { wordKey } from '../../src/core/language/language.ts';
import { say } from '../words/language.ts';
import type { Opened } from './opened.ts';

/** What a reader can do about a row; null where nothing is wrong with it. */
export function nextStep({ verdict: { refusal, flags } }: Opened): string | null {
  if (refusal?.cause === 'fault' && flags.includes('sent-expired'))
    return say('detail_next_fault_expired');
  if (refusal) return say(wordKey('detail_next', refusal.cause));
  return flags.includes('sent-expired') ? say('detail_next_expired') : null;
}
