import { mergeLegs } from '../../../../src/core/recording/merge.ts';
import type { HarLeg } from '../../../../src/core/recording/observation.ts';
import { type RequestFacts, readFacts } from '../../../../src/core/recording/request.ts';
import { mask } from '../../../../src/core/redaction/mask.ts';
import { Secrets } from '../../../../src/core/redaction/secrets.ts';
import { textFilter } from '../../../../src/core/redaction/shown.ts';
import type { CopiedRequest } from '../../../../src/core/report/copy/copied-request.ts';
import { redactedRequest, wholeRequest } from '../../../../src/core/report/copy/copied-request.ts';
import { futureGuide } from '../../../../src/futureguide.ts';
import { har, type Told } from '../../recording/legs.ts';

export const show = textFilter(new Secrets(mask));

export function factsOf(told: Told, more: Partial<HarLeg> = {}): RequestFacts {
  const [merged] = mergeLegs([har(told, more)]);
  if (!merged) throw new Error('one leg makes one row');
  return readFacts('r1', 1, merged, futureGuide);
}

export const wholeOf = (told: Told, more?: Partial<HarLeg>) => wholeRequest(factsOf(told, more));
export const redactedOf = (told: Told, more?: Partial<HarLeg>) =>
  redactedRequest(factsOf(told, more), show);

export function copied(part: Partial<CopiedRequest>): CopiedRequest {
  return { method: 'GET', url: 'https://api.futureguide.id/', headers: [], body: null, ...part };
}
