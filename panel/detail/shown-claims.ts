import { redactJson } from '../../src/core/redaction/redact-json.ts';
import { isPersonalClaim } from '../../src/core/token/claim-meanings.ts';
import { fieldsOf } from '../../src/core/token/json.ts';
import type { Claims } from '../../src/core/token/jwt.ts';

/** What stands in place of who somebody is. */
export const HIDDEN = '•••••';

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutPersonal(claims: Claims, path: string): Claims {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      const inner = `${path}${name}`;
      if (isPersonalClaim(inner)) return [name, HIDDEN];
      return [name, isObject(value) ? withoutPersonal(value, `${inner}.`) : value];
    }),
  );
}

/** Claims without secrets, and without what says who somebody is unless that is wanted. */
export function shownClaims(claims: Claims, showsPersonal: boolean): Claims {
  const redacted = fieldsOf(redactJson(claims));
  return showsPersonal ? redacted : withoutPersonal(redacted, '');
}

/** Whether there is anything in these claims that says who somebody is. */
export function hasPersonal(claims: Claims): boolean {
  return JSON.stringify(withoutPersonal(claims, '')) !== JSON.stringify(claims);
}
