import type { Analysis } from '../../verdict/analysis.ts';
import type { RequestEntry } from '../../verdict/entry.ts';
import type { Fault } from '../fault.ts';

export type RecipeId = 'incident' | 'refresh-broken' | 'user-switch';

/** The person's words are `recipe_step_…`. */
export type RecipeStep =
  | 'submit'
  | 'poll'
  | 'watch-polls'
  | 'break'
  | 'watch-refresh'
  | 'switch-user'
  | 'watch-users';

/** How a recipe ended: the trouble was seen, was not, or the app did what a fixed one must do. */
export type RecipeResult = 'reproduced' | 'not-reproduced' | 'handled';

/** What a step has shown; the person's words are `recipe_seen_…`. */
export type RecipeFact =
  | 'submitted'
  | 'polled'
  | 'faults-on'
  | 'expired-sent'
  | 'expired-refused'
  | 'refreshed'
  | 'refresh-failed'
  | 'sent-with-new-token'
  | 'signed-out'
  | 'still-signed-in'
  | 'other-user-signed-in'
  | 'old-user-sent'
  | 'only-new-user-sent'
  | 'nothing-sent'
  | 'no-submit'
  | 'no-sign-in'
  | 'fault-unavailable';

export interface RecipeEvidence {
  fact: RecipeFact;
  /** ms */
  at: number;
  /** the request that shows it */
  request: string | null;
}

/** A recipe under way, or over. Every time in ms. */
export interface RecipeRun {
  id: RecipeId;
  startedAt: number;
  /** one of the recipe's own steps */
  step: RecipeStep;
  stepSince: number;
  /** null while it runs */
  result: RecipeResult | null;
  evidence: readonly RecipeEvidence[];
}

/** What a run does next: the run as it is now, and the faults to be switched on for it. */
export interface RecipeMove {
  run: RecipeRun;
  switchOn: readonly Fault[];
}

export interface Recipe {
  id: RecipeId;
  /** in order */
  steps: readonly [RecipeStep, ...RecipeStep[]];
  /** every fault that it switches on */
  faults: readonly Fault[];
  advance(run: RecipeRun, analysis: Analysis, nowMs: number): RecipeMove;
}

/** Waiting for what the user has to do, ms. */
export const WAIT_FOR_USER_MS = 10 * 60_000;
/** Watching what the app does, ms. */
export const WATCH_MS = 120_000;

export function beginRun({ id, steps }: Recipe, nowMs: number): RecipeRun {
  const [step] = steps;
  return { id, startedAt: nowMs, step, stepSince: nowMs, result: null, evidence: [] };
}

export function seen(fact: RecipeFact, at: number, request: string | null = null): RecipeEvidence {
  return { fact, at, request };
}

export function stay(run: RecipeRun): RecipeMove {
  return { run, switchOn: [] };
}

export function toStep(
  run: RecipeRun,
  step: RecipeStep,
  nowMs: number,
  evidence: readonly RecipeEvidence[],
  switchOn: readonly Fault[] = [],
): RecipeMove {
  const next = { ...run, step, stepSince: nowMs, evidence: [...run.evidence, ...evidence] };
  return { run: next, switchOn };
}

export function ended(
  run: RecipeRun,
  result: RecipeResult,
  ...evidence: RecipeEvidence[]
): RecipeMove {
  return stay({ ...run, result, evidence: [...run.evidence, ...evidence] });
}

/** What the app itself sent since an instant (ms), in order. */
export function sentSince({ requests }: Analysis, sinceMs: number): RequestEntry[] {
  return requests.filter(
    ({ facts: request, sending }) =>
      request.by === 'app' && sending.sentAt !== null && sending.sentAt >= sinceMs,
  );
}

/** A request as evidence of a fact. */
export function shows(fact: RecipeFact, { sending }: RequestEntry): RecipeEvidence {
  return seen(fact, sending.sentAt ?? 0, sending.request);
}
