import { claimTime } from '../../src/core/token/claims.ts';
import type { Claims } from '../../src/core/token/jwt.ts';
import { say } from '../words/language.ts';

/** What is odd about a token whose whole life is no longer than what counts as its end. */
export function lifeNotes(claims: Claims, expiringSeconds: number): string[] {
  // Without both dates it is no short one.
  const life = ((claimTime(claims, 'exp') ?? 0) - (claimTime(claims, 'iat') ?? 0)) / 1000;
  return life > 0 && life <= expiringSeconds ? [say('detail_odd_short_life', { life })] : [];
}
