import { type Signal, signal } from '@preact/signals';
import type { RecipeId } from '../../src/core/faults/recipes/recipe.ts';
import type { FaultName } from '../../src/core/language/fault-words.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';

/** What is to be done: one fault as far as it is filled in, or a recipe. */
export type Wanted =
  | { kind: 'fault'; name: FaultName; draft: Draft }
  | { kind: 'recipe'; id: RecipeId };

/** Something that the user wants, until it is done or given up. */
export interface Asked {
  wanted: Wanted;
  /** whether the user is asked in any case, to see and mend what is filled in */
  always: boolean;
}

/** What the user is doing with faults, wherever in the panel they began it. */
export interface WantedFaults {
  drafts: Signal<Partial<Record<FaultName, Draft>>>;
  asked: Signal<Asked | null>;
  /** ms; when they last agreed to something destructive */
  agreedAt: Signal<number | null>;
}

export function createWantedFaults(): WantedFaults {
  return { drafts: signal({}), asked: signal(null), agreedAt: signal(null) };
}

/** What is filled in for a fault. */
export function draftOf({ drafts }: WantedFaults, name: FaultName): Draft {
  return drafts.value[name] ?? EMPTY_DRAFT;
}

export function fillIn(
  { drafts }: WantedFaults,
  names: readonly FaultName[],
  part: Partial<Draft>,
): void {
  const all = drafts.peek();
  const filled = names.map((name) => [name, { ...(all[name] ?? EMPTY_DRAFT), ...part }]);
  drafts.value = { ...all, ...Object.fromEntries(filled) };
}

/** Opens a fault from wherever something suggests it, filled in as that suggests. */
export function suggest({ asked }: WantedFaults, name: FaultName, part: Partial<Draft> = {}): void {
  asked.value = {
    wanted: { kind: 'fault', name, draft: { ...EMPTY_DRAFT, ...part } },
    always: true,
  };
}
