import type { ClockSample } from './sample.ts';

/** The times that this computer's clock showed between two turns back, as far as answers tell. */
export interface RunSpan {
  run: number;
  from: number;
  to: number;
}

/** The newest first. */
export function readSpans(ordered: readonly ClockSample[]): RunSpan[] {
  const spans: RunSpan[] = [];
  for (const { run, sentAt, at } of ordered) {
    const [newest] = spans;
    if (newest?.run === run) newest.to = Math.max(newest.to, at);
    else spans.unshift({ run, from: sentAt, to: at });
  }
  return spans;
}
