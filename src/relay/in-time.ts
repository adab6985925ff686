const WOKE_LATE = { kind: 'failed', reason: 'woke-late', status: null } as const;

/** Does it, unless the page was paused or frozen until nobody expects it any more; times in ms since the epoch. */
export async function inTime<Outcome>(
  { until, nowMs }: { until: number; nowMs: number },
  act: () => Promise<Outcome>,
): Promise<Outcome | typeof WOKE_LATE> {
  return nowMs > until ? WOKE_LATE : act();
}
