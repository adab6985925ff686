import type { RefreshState } from '../../src/core/session/session.ts';
import { claimTime } from '../../src/core/token/claims.ts';
import type { Snapshot } from '../model/panel-model.ts';
import { isOfBefore } from './refresh-readiness.ts';

/** So long (ms) the user is told how a refresh ended. */
const TOLD_FOR_MS = 60_000;

/** Whether how the last refresh ended is still news: of this session, its token, and not long ago. */
export function isNews(
  { outcome, at }: NonNullable<RefreshState['last']>,
  { current, storage, analysis }: Pick<Snapshot, 'current' | 'storage' | 'analysis'>,
  nowMs: number,
): boolean {
  if (isOfBefore(at, analysis) || nowMs - at > TOLD_FOR_MS) return false;
  if (outcome.kind !== 'refreshed') return true;
  if (storage?.build === 'signed-out') return false;
  const { expiresAt } = outcome.after;
  const inUse = current?.decoded.kind === 'jws' ? claimTime(current.decoded.claims, 'exp') : null;
  return expiresAt === null || inUse === null || inUse <= expiresAt;
}
