import { adviceOnUnexplained } from '../../src/core/findings/unexplained.ts';
import { type Said, said, sentences, wordKey } from '../../src/core/language/language.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import type { CauseVerdict } from '../../src/core/verdict/causes/rule.ts';
import { isSentExpired } from '../../src/core/verdict/causes/simulated.ts';
import { availableAt } from '../../src/core/verdict/credentials.ts';
import type { Opened } from './opened.ts';

/** Where a newer token was there already, no refresh was missing; where one came since, no Force refresh is needed. */
function nextOfExpired(
  { verdict: { refusal }, sending }: Opened,
  { chains }: Pick<Analysis, 'chains'>,
): Said {
  const newer = sending.record && chains.replacedBy(sending.record);
  const wasThere = newer && availableAt(newer) <= (sending.sentAt ?? 0);
  const isInDoubt = !newer && refusal?.certainty !== 'certain';
  return sentences(
    newer ? said('detail_next_expired_replaced', { newer: newer.id }) : null,
    isInDoubt ? said('detail_next_expired_try') : null,
    said(wasThere ? 'detail_next_superseded' : 'detail_next_expired'),
  );
}

/** Whether another request with the token is what tells if that itself is the reason. */
export function advisesTest({
  cause,
  certainty,
}: Pick<CauseVerdict, 'cause' | 'certainty'>): boolean {
  return cause === 'unknown' || (cause === 'verifier-down' && certainty === 'possible');
}

/** What a reader can do about a row; null where nothing is wrong with it. */
export function nextStep(
  entry: Opened,
  analysis: Pick<Analysis, 'chains' | 'requests' | 'sockets'>,
): Said | null {
  const { verdict, sending } = entry;
  const { refusal, flags } = verdict;
  if (!refusal) return flags.includes('sent-expired') ? said('detail_next_expired') : null;
  const { cause, certainty } = refusal;
  if (cause === 'expired') return nextOfExpired(entry, analysis);
  if (cause === 'unknown') return adviceOnUnexplained([entry], analysis);
  if (cause === 'fault' && isSentExpired(verdict)) return said('detail_next_fault_expired');
  if (cause === 'verifier-down' && certainty === 'likely')
    return said('advice_wait_for_verifier', { at: sending.sentAt });
  return cause === 'verifier-down' && certainty === 'possible'
    ? said('detail_next_verifier_down_perhaps', { at: sending.sentAt })
    : said(wordKey('detail_next', cause));
}
