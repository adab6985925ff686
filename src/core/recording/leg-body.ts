import type { RequestLeg } from './observation.ts';

/** Characters of the answer that a leg carries. */
export function bodySize(leg: RequestLeg | undefined): number {
  if (leg?.kind === 'refusal') return leg.body.length;
  return leg?.kind === 'har' && leg.body.kind === 'text' ? leg.body.text.length : 0;
}

export function withoutBody(leg: RequestLeg): RequestLeg {
  if (leg.kind === 'har') return { ...leg, body: { kind: 'unavailable', reason: 'too-large' } };
  return leg.kind === 'refusal' ? { ...leg, body: '' } : leg;
}
