import type { Analysis } from '../../src/core/verdict/analysis.ts';

/** How many requests and sockets each fault has touched, by its id. */
export function touchedCounts({ requests, sockets }: Analysis): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { sending } of [...requests, ...sockets]) {
    const id = sending.fault?.id;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
