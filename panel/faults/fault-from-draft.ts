import * as v from 'valibot';
import type { FaultSituation } from '../../src/core/faults/availability.ts';
import type { Candidate } from '../../src/core/faults/candidates.ts';
import {
  type Fault,
  type RequestScope,
  requestScope,
  type TokenChange,
} from '../../src/core/faults/fault.ts';
import { replaceToken, sendWrongScheme } from '../../src/core/faults/situation.ts';
import type { FaultName } from '../../src/core/language/fault-words.ts';
import type { Draft } from './draft.ts';

/** A part of a draft that a fault takes. */
export type Parameter = 'seconds' | 'status' | 'token' | 'place' | 'as' | 'scope';

const PARAMETERS: Partial<Record<FaultName, readonly Parameter[]>> = {
  'leave-seconds': ['seconds'],
  'really-expired': ['token'],
  'roll-back': ['token'],
  'other-user': ['token'],
  'stale-copy': ['place', 'token'],
  'drop-authorization': ['scope'],
  'wrong-scheme': ['scope'],
  'replace-token': ['as', 'scope'],
  'fail-refresh': ['status'],
  'delay-refresh': ['seconds'],
};

/** What there is to fill in; what replaces a token on its way has parameters of its own. */
export function parametersOf(name: FaultName, { as }: Draft): readonly Parameter[] {
  const own = PARAMETERS[name] ?? [];
  return name === 'replace-token' ? [...own, ...(PARAMETERS[as] ?? [])] : own;
}

/** The tokens of this recording that can be put in the place of the one in use. */
export function tokensFor(name: FaultName, { candidates }: FaultSituation): readonly Candidate[] {
  const { previous, expired, otherUsers } = candidates;
  switch (name) {
    case 'really-expired':
      return expired;
    case 'roll-back':
      return previous;
    case 'other-user':
      return otherUsers;
    case 'stale-copy':
      return [
        ...new Map([...previous, ...expired, ...otherUsers].map((it) => [it.token, it])).values(),
      ];
    default:
      return [];
  }
}

function chosen(name: FaultName, { token }: Draft, situation: FaultSituation): string | null {
  const tokens = tokensFor(name, situation).map((it) => it.token);
  return token !== null && tokens.includes(token) ? token : (tokens[0] ?? null);
}

function tokenChange(
  name: TokenChange['name'],
  draft: Draft,
  situation: FaultSituation,
): TokenChange | null {
  switch (name) {
    case 'leave-seconds':
      return Number.isFinite(draft.seconds) ? { name, seconds: draft.seconds } : null;
    case 'really-expired':
    case 'roll-back':
    case 'other-user': {
      const token = chosen(name, draft, situation);
      return token === null ? null : { name, token };
    }
    default:
      return { name };
  }
}

function scopeOf({ path, method, times }: Draft): RequestScope | null {
  const scope = { path: path || null, method, times };
  return v.is(requestScope, scope) ? scope : null;
}

/**
 * The fault as it is filled in; null where something in it is missing or wrong.
 * @param serverNowMs by the clock that judges tokens
 */
export function faultOf(
  name: FaultName,
  draft: Draft,
  situation: FaultSituation,
  serverNowMs: number,
): Fault | null {
  const { active } = situation.candidates;
  const scope = scopeOf(draft);
  switch (name) {
    case 'drop-authorization':
      return scope && { name, scope };
    case 'wrong-scheme':
      return scope && active !== null ? sendWrongScheme(active, scope) : null;
    case 'replace-token': {
      const change = tokenChange(draft.as, draft, situation);
      if (!scope || !change || active === null) return null;
      return replaceToken(active, change, scope, serverNowMs);
    }
    case 'stale-copy': {
      const token = chosen(name, draft, situation);
      const place = draft.place ?? situation.copies[0];
      return token === null || place === undefined ? null : { name, place, token };
    }
    case 'fail-refresh':
      return { name, status: draft.status };
    case 'delay-refresh':
      return Number.isFinite(draft.seconds) ? { name, seconds: draft.seconds } : null;
    case 'keep-old-token':
    case 'block-refresh':
    case 'strip-refresh-cookie':
    case 'close-socket':
      return { name };
    default:
      return tokenChange(name, draft, situation);
  }
}
