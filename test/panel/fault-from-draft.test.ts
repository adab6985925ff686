import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT } from '../../panel/faults/draft.ts';
import { faultOf, parametersOf, tokensFor } from '../../panel/faults/fault-from-draft.ts';
import type { FaultSituation } from '../../src/core/faults/availability.ts';
import { v2Token } from '../core/token/tokens.ts';

const NOW = Date.UTC(2025, 9, 26);
const HELD = v2Token(NOW / 1000 + 600);
const candidate = (token: string) => ({ token, user: null, expiresAt: null });
const SITUATION: FaultSituation = {
  capabilities: { rules: true },
  storage: null,
  copies: [],
  candidates: {
    active: HELD,
    previous: [candidate('previous-1'), candidate('previous-2')],
    expired: [candidate('previous-2')],
    otherUsers: [],
  },
  refreshesByCookie: false,
  hasSocket: false,
};
const drafted = (name: Parameters<typeof faultOf>[0], part = {}) =>
  faultOf(name, { ...EMPTY_DRAFT, ...part }, SITUATION, NOW);

describe('what is filled in becomes a fault', () => {
  it('takes the latest token that suits, unless another was chosen', () => {
    expect(drafted('roll-back')).toEqual({ name: 'roll-back', token: 'previous-1' });
    expect(drafted('roll-back', { token: 'previous-2' })).toEqual({
      name: 'roll-back',
      token: 'previous-2',
    });
    expect(drafted('roll-back', { token: 'of another fault' })).toEqual({
      name: 'roll-back',
      token: 'previous-1',
    });
    expect(drafted('other-user')).toBeNull();
  });

  it('offers each token once for a stale copy', () => {
    const tokens = tokensFor('stale-copy', SITUATION).map(({ token }) => token);
    expect(tokens).toEqual(['previous-1', 'previous-2']);
  });

  it('reads an empty path as the whole API, and takes no path that is none', () => {
    const scope = { path: null, method: null, times: 3 };
    expect(drafted('drop-authorization', { times: 3 })).toEqual({
      name: 'drop-authorization',
      scope,
    });
    expect(drafted('drop-authorization', { path: 'api/auth' })).toBeNull();
    expect(drafted('drop-authorization', { times: 0 })).toBeNull();
    expect(drafted('leave-seconds', { seconds: Number.NaN })).toBeNull();
  });

  it('asks for what a replaced token needs, too, and makes the whole header of it', () => {
    const as = 'leave-seconds' as const;
    expect(parametersOf('replace-token', { ...EMPTY_DRAFT, as })).toEqual([
      'as',
      'scope',
      'seconds',
    ]);
    expect(drafted('replace-token', { as: 'quote' })).toMatchObject({
      name: 'replace-token',
      authorization: `Bearer "${HELD}"`,
    });
  });
});
