import type { CopiedRequest } from '../../../src/core/copy/copied-request.ts';
import { redactedRequest, wholeRequest } from '../../../src/core/copy/copied-request.ts';
import { mergeLegs } from '../../../src/core/merge.ts';
import type { HarLeg } from '../../../src/core/observation.ts';
import { mask } from '../../../src/core/redact.ts';
import { type RequestFacts, readFacts } from '../../../src/core/request.ts';
import { Secrets } from '../../../src/core/secrets.ts';
import { textFilter } from '../../../src/core/shown.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { har, type Told } from '../legs.ts';

export const show = textFilter(new Secrets(mask));

export function factsOf(told: Told, more: Partial<HarLeg> = {}): RequestFacts {
  const [merged] = mergeLegs([har(told, more)]);
  if (!merged) throw new Error('one leg makes one row');
  return readFacts('r1', merged, futureGuide);
}

export const wholeOf = (told: Told, more?: Partial<HarLeg>) => wholeRequest(factsOf(told, more));
export const redactedOf = (told: Told, more?: Partial<HarLeg>) =>
  redactedRequest(factsOf(told, more), show);

export function copied(part: Partial<CopiedRequest>): CopiedRequest {
  return { method: 'GET', url: 'https://api.futureguide.id/', headers: [], body: null, ...part };
}
