import type { PageStorage } from '../service/token-storage.ts';
import type { StorageEdit } from './storage-edits.ts';

/** What to do with a key into which the app itself has written since. */
export type NewerChoice = 'ask' | 'restore' | 'keep';

export interface UndoPlan {
  /** to be written as they were before */
  restore: StorageEdit[];
  /** written by the app since; nothing is done to them */
  newer: StorageEdit[];
}

function valueIn({ entries, cookies }: PageStorage, { area, key }: StorageEdit): string | null {
  return (area === 'cookie' ? cookies : entries)[key] ?? null;
}

/** How edits are put back into a storage, byte for byte, without losing what the app wrote since. */
export function planUndo(
  edits: readonly StorageEdit[],
  storage: PageStorage,
  choice: NewerChoice,
): UndoPlan {
  const restore: StorageEdit[] = [];
  const newer: StorageEdit[] = [];
  for (const edit of edits) {
    const now = valueIn(storage, edit);
    if (now === edit.before) continue;
    if (now === edit.after || choice === 'restore') restore.push(edit);
    else newer.push(edit);
  }
  return { restore, newer };
}

/** As `FoundToken.place` has it. */
export function editName({ area, key }: StorageEdit): string {
  return `${area}.${key}`;
}
