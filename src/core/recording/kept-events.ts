import { compareLegIds } from './merge.ts';

/** Takes an event in, or its newer state; where there are too many, the oldest goes. */
export function keep<T extends { id: string }>(
  events: Map<string, T>,
  event: T,
  limit: number,
): void {
  events.set(event.id, event);
  const [oldest] = events.keys();
  if (events.size > limit && oldest !== undefined) events.delete(oldest);
}

/** What happened together goes in the order in which its source numbered it, not as it arrived. */
export function inTime(a: { id: string }, b: { id: string }, gap: number): number {
  return gap || compareLegIds(a.id, b.id);
}
