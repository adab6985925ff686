import { said } from '../language/language.ts';
import { CERTAINTIES, type Certainty } from '../language/stable-words.ts';
import { iso } from '../language/time-value.ts';
import { evidence } from '../verdict/causes/rule.ts';
import type { Search } from './finding.ts';
import type { Use } from './scene.ts';
import { endpointEvidence, firstOf, idsOf } from './wording.ts';

const TITLE = {
  certain: 'finding_verifier_down',
  likely: 'finding_verifier_down_likely',
  possible: 'finding_verifier_down_possible',
} as const;

function isSaid({ verdict: { refusal } }: Use, certainty: Certainty): boolean {
  return refusal?.certainty === certainty;
}

/** The service could not check tokens: as sure as the surest of its rows, and of those alone. */
export const verifierDown: Search = (scene) => {
  const uses = scene.uses.filter(({ verdict }) => verdict.refusal?.cause === 'verifier-down');
  const certainty = CERTAINTIES.find((one) => uses.some((use) => isSaid(use, one)));
  if (!certainty) return null;
  const refused = uses.filter((use) => isSaid(use, certainty));
  const [first] = refused;
  if (!first) return null;
  const last = refused.at(-1) ?? first;
  const at = iso(first.at);
  const isAtOnce = Math.floor(first.at / 1000) === Math.floor(last.at / 1000);
  return {
    code: 'verifier-down',
    severity: certainty === 'possible' ? 'warning' : 'error',
    title: said(TITLE[certainty], { count: refused.length }),
    evidence: [
      ...(isAtOnce
        ? []
        : [evidence('outage', { from: at, until: iso(last.at), refusals: refused.length })]),
      ...firstOf(endpointEvidence(refused)),
      ...(certainty === 'possible' ? [evidence('rival-revoked')] : []),
      ...(certainty === 'likely' ? [evidence('came-back')] : []),
    ],
    requests: idsOf(refused),
    advice:
      certainty === 'possible'
        ? said('detail_next_verifier_down_perhaps', { at })
        : said('advice_wait_for_verifier', { at }),
  };
};
