import { describe, expect, it } from 'vitest';
import {
  isBlocked,
  isRefusedAlready,
  refreshReadiness,
} from '../../panel/credential/refresh-readiness.ts';
import type { Fault } from '../../src/core/faults/fault.ts';
import type { ActiveFault } from '../../src/core/faults/outcome.ts';
import type { Observation } from '../../src/core/recording/observation.ts';
import { currentStorage } from '../../src/core/verdict/current.ts';
import {
  byDebugger,
  ending,
  fault,
  read,
  refresh,
  refreshToken,
  stored,
} from '../core/findings/story.ts';

/** What storage holds from then on, s since noon. */
const holding = (at: number, name: string) =>
  stored(at, {
    futureguide_access_token: ending(3000),
    futureguide_refresh_token: refreshToken(name),
  });
const refused = refresh(10, { status: 401 });

function isInVain(...story: Observation[]): boolean {
  const analysis = read(...story);
  const { recording } = analysis;
  return isRefusedAlready(refreshReadiness(recording, currentStorage(recording)), analysis);
}

describe('another refresh is in vain', () => {
  it('while the refresh token that was refused is the stored one, whoever sent it', () => {
    expect(isInVain(holding(0, 'r1'), refused)).toBe(true);
    expect(isInVain(holding(0, 'r1'), refused, byDebugger(refused))).toBe(true);
    expect(isInVain(holding(0, 'r1'), refused, refresh(20, { status: 500 }))).toBe(true);
  });

  it('but not once another one is stored', () => {
    expect(isInVain(holding(0, 'r1'), refused, holding(20, 'r2'))).toBe(false);
  });

  it('nor after an error, too many requests, or a refusal that was simulated', () => {
    for (const status of [200, 429, 500])
      expect(isInVain(holding(0, 'r1'), refresh(10, { status }))).toBe(false);
    const simulated = fault(5, null, {
      name: 'fail-refresh',
      pattern: 'refresh',
      leaves: 'answered',
      status: 401,
    });
    expect(isInVain(holding(0, 'r1'), simulated, refused)).toBe(false);
  });

  it('while a simulation fails every refresh', () => {
    const on = (name: Fault['name']) => ({ on: [{ fault: { name } } as ActiveFault] });
    const body = { kind: 'body', url: '', refreshToken: '' } as const;
    const cookie = { kind: 'cookie', url: '', method: 'POST' } as const;
    expect(isBlocked(body, on('block-refresh'))).toBe(true);
    expect(isBlocked(cookie, on('strip-refresh-cookie'))).toBe(true);
    expect(isBlocked(body, on('strip-refresh-cookie'))).toBe(false);
    expect(isBlocked(body, on('fail-refresh'))).toBe(false);
  });
});
