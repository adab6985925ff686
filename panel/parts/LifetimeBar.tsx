import { cssPercent } from './css-percent.ts';
import { barShares, type Lifetime } from './lifetime.ts';

interface Props {
  lifetime: Lifetime;
  nowMs: number;
  expiringSeconds: number;
}

/** Expires at the right end; the last stretch is where it counts as expiring. */
export function LifetimeBar({ lifetime, nowMs, expiringSeconds }: Props) {
  const shares = barShares(lifetime, nowMs, expiringSeconds);
  if (!shares) return null;
  return (
    <div class="lifetime" data-state={lifetime.state} aria-hidden="true">
      <div class="late" style={{ width: cssPercent(shares.late) }} />
      <div class="elapsed" style={{ width: cssPercent(shares.elapsed) }} />
    </div>
  );
}
