import { cssPercent } from './css-percent.ts';
import { elapsedShare, type Lifetime } from './lifetime.ts';

interface Props {
  lifetime: Lifetime;
  nowMs: number;
  expiringSeconds: number;
}

/** Issued at the left end, expires at the right one; the last stretch is where it counts as expiring. */
export function LifetimeBar({ lifetime, nowMs, expiringSeconds }: Props) {
  const elapsed = elapsedShare(lifetime, nowMs);
  if (elapsed === null || lifetime.issuedAt === null) return null;
  const span = (lifetime.expiresAt - lifetime.issuedAt) / 1000;
  return (
    <div class="lifetime" data-state={lifetime.state} aria-hidden="true">
      <div class="late" style={{ width: cssPercent(Math.min(1, expiringSeconds / span)) }} />
      <div class="elapsed" style={{ width: cssPercent(elapsed) }} />
    </div>
  );
}
