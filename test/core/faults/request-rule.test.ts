import { describe, expect, it } from 'vitest';
import type { RequestFault } from '../../../src/core/faults/fault.ts';
import { type SessionRule, sessionRule } from '../../../src/core/faults/request-rule.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { fc } from '../../seeded.ts';

const API = 'https://api.futureguide.id';
const ruleOf = (fault: RequestFault): SessionRule => sessionRule(fault, 7, 3, futureGuide);
const matches = (fault: RequestFault, url: string) =>
  new RegExp(ruleOf(fault).condition.regexFilter).test(url);

const drop = (path: string | null, method: 'GET' | null = null): RequestFault => {
  return { name: 'drop-authorization', scope: { path, method, times: null } };
};

describe('a rule', () => {
  it('is for one tab and the service alone, and leaves preflights be', () => {
    expect(ruleOf(drop(null)).condition).toMatchObject({
      tabIds: [7],
      requestDomains: ['futureguide.id'],
      excludedRequestMethods: ['options'],
    });
    expect(ruleOf(drop(null, 'GET')).condition.requestMethods).toEqual(['get']);
  });

  it('touches the chosen path and what lies below it, whatever characters it has', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webPath(), (path, other) => {
        const chosen = path || '/';
        expect(matches(drop(chosen), `${API}${chosen}`)).toBe(true);
        expect(matches(drop(chosen), `${API}${other}`)).toBe(other.startsWith(chosen));
      }),
    );
  });

  it.each([
    [`${API}/api/auth/v2/refresh`, true],
    [`${API}/api/auth/refresh?a=1`, true],
    [`${API}/api/auth/refresh-token`, true],
    [`https://futureguide.id/x/refresh-token`, true],
    [`${API}/api/auth/v2/login?next=/refresh-token`, false],
    [`${API}/api/auth/refreshing`, false],
  ])('of the refresh: %s %s, as the route table has it', (url, isRefresh) => {
    expect(matches({ name: 'block-refresh' }, url)).toBe(isRefresh);
    expect(futureGuide.route('POST', url).kind === 'refresh').toBe(isRefresh);
  });

  it('that removes a token leaves no header, one that changes it sets the whole', () => {
    const as = { name: 'replace-token', scope: { path: null, method: null, times: null } } as const;
    expect(ruleOf({ ...as, as: 'remove', authorization: '' }).action).toEqual({
      type: 'modifyHeaders',
      requestHeaders: [{ header: 'authorization', operation: 'remove' }],
    });
    expect(ruleOf({ ...as, as: 'quote', authorization: 'Bearer "t"' }).action).toEqual({
      type: 'modifyHeaders',
      requestHeaders: [{ header: 'authorization', operation: 'set', value: 'Bearer "t"' }],
    });
  });
});
