import { type Said, said } from '../language/language.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { Sending } from '../verdict/sending.ts';
import type { Search } from './finding.ts';
import { refusedAtOnce } from './fresh-tokens.ts';
import { endpointEvidence, endpointOf, firstOf, idsOf } from './wording.ts';

function tokenThere(sending: Sending): string {
  return `${sending.record?.id} ${endpointOf(sending)}`;
}

/** What tells more of refusals without a visible reason; a route that took the same token is none. */
export function adviceOnUnexplained(
  refused: readonly Sending[],
  { requests, sockets }: Pick<Analysis, 'requests' | 'sockets'>,
): Said {
  const taken = new Set(
    [...requests, ...sockets].flatMap(({ sending }) =>
      sending.record && sending.letThrough ? tokenThere(sending) : [],
    ),
  );
  const momentary = refused.find((sending) => taken.has(tokenThere(sending)));
  return momentary
    ? said('detail_next_verifier_down_perhaps', { at: momentary.sentAt })
    : said('detail_next_unknown');
}

/** Refused for no reason that shows or was told; new tokens have a finding of their own, files without headers a note. */
export const refusalUnexplained: Search = (scene) => {
  const told = new Set(refusedAtOnce(scene).map(({ use }) => use));
  const refused = scene.uses.filter((use) => {
    const { refusal } = use.verdict;
    if (refusal?.cause !== 'unknown' || !use.sending.headersRead || told.has(use)) return false;
    return !refusal.evidence.some(({ id }) => id.startsWith('words-'));
  });
  if (refused.length === 0) return null;
  return {
    code: 'refusal-unexplained',
    severity: 'error',
    title: said('finding_refusal_unexplained', { count: refused.length }),
    evidence: firstOf(endpointEvidence(refused)),
    requests: idsOf(refused),
    advice: adviceOnUnexplained(
      refused.map(({ sending }) => sending),
      scene.analysis,
    ),
  };
};
