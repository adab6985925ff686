import type { Finding } from '../../../src/core/findings/finding.ts';
import { englishUtc } from '../../../src/core/language/english.ts';

/** A finding with its sentences. */
export function inEnglish(found: Finding) {
  return {
    ...found,
    title: englishUtc.tell(found.title),
    advice: englishUtc.tell(found.advice),
    evidence: found.evidence.map((one) => ({ ...one, text: englishUtc.tell(one.said) })),
  };
}
