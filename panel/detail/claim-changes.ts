import { isDateClaim } from '../../src/core/token/claim-meanings.ts';
import { numericDate } from '../../src/core/token/claims.ts';
import type { Claims } from '../../src/core/token/jwt.ts';

/** What became of a claim from one token to the next. */
export type ClaimChange =
  | { kind: 'added'; name: string; after: unknown }
  | { kind: 'removed'; name: string; before: unknown }
  | { kind: 'changed'; name: string; before: unknown; after: unknown }
  /** a date that went forth or back by so much (ms) */
  | { kind: 'moved'; name: string; byMs: number };

function changeOf(name: string, before: Claims, after: Claims): ClaimChange[] {
  const was = Object.hasOwn(before, name);
  const is = Object.hasOwn(after, name);
  if (!was) return [{ kind: 'added', name, after: after[name] }];
  if (!is) return [{ kind: 'removed', name, before: before[name] }];
  if (JSON.stringify(before[name]) === JSON.stringify(after[name])) return [];
  const [from, to] = [numericDate(before, name), numericDate(after, name)];
  return isDateClaim(name) && from && to
    ? [{ kind: 'moved', name, byMs: to.ms - from.ms }]
    : [{ kind: 'changed', name, before: before[name], after: after[name] }];
}

/** What differs between the claims of two tokens, in the order of the newer one. */
export function claimChanges(before: Claims, after: Claims): ClaimChange[] {
  const names = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...names].flatMap((name) => changeOf(name, before, after));
}
