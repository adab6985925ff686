/**
 * Work on an analysis in steps, between which others may have their turn; it ends with what it was
 * for. Once the analysis is read again, what it was at is worth nothing.
 */
export type Steps<Result> = Generator<void, Result>;

/** All steps at once. */
export function takeAll<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
