import type { PageStorage, StorageRules } from '../service/token-storage.ts';
import type { StorageEdit } from './storage-edits.ts';

/** What to do with a key into which the app itself has written since. */
export type NewerChoice = 'ask' | 'restore' | 'keep';

export interface UndoPlan {
  /** to be written as they were before, or, where the app wrote since, without what was forged */
  restore: StorageEdit[];
  /** written by the app since; nothing is done to them until it is chosen what */
  newer: StorageEdit[];
}

function valueIn({ entries, cookies }: PageStorage, { area, key }: StorageEdit): string | null {
  return (area === 'cookie' ? cookies : entries)[key] ?? null;
}

/** An edit that changes nothing keeps what belonged to the others. */
function isTouched({ before, after }: StorageEdit): boolean {
  return before !== after;
}

/** What lies beside the values that a fault changes, so that all can come back together. */
export function besideEdits(
  rules: StorageRules,
  { entries, cookies }: PageStorage,
  edits: readonly StorageEdit[],
): StorageEdit[] {
  const isEdited = (area: StorageEdit['area'], key: string) =>
    edits.some((edit) => edit.area === area && edit.key === key);
  const keep = (area: StorageEdit['area'], key: string, value: string | undefined) =>
    value === undefined || isEdited(area, key) ? [] : { area, key, before: value, after: value };
  return [
    ...rules.keys.flatMap((key) => keep('localStorage', key, entries[key])),
    ...rules.cookies.flatMap((key) => keep('cookie', key, cookies[key])),
  ];
}

/** Whatever looks like a JWT, wherever it lies in a text; no host's name does. */
const TOKEN = /ey[\w=-]{9,}\.[\w=-]+\.[\w=-]+/g;

/** Made of the other by a fault: the same but for its payload, or but for its signature. */
function isForgeryOf(forged: string, real: string): boolean {
  const [header, payload, signature] = forged.split('.');
  const [realHeader, realPayload, realSignature] = real.split('.');
  if (header !== realHeader || forged === real || signature === undefined) return false;
  return signature === realSignature || payload === realPayload;
}

/** Tokens that only a fault can have brought, each with the one in whose place it lay. */
function forgeries(edits: readonly StorageEdit[]): Map<string, string> {
  const forged = new Map<string, string>();
  for (const { before, after } of edits)
    for (const token of after?.match(TOKEN) ?? [])
      for (const real of before?.match(TOKEN) ?? [])
        if (isForgeryOf(token, real)) forged.set(token, real);
  return forged;
}

function cleaned(value: string, forged: ReadonlyMap<string, string>): string {
  let text = value;
  for (const [token, real] of forged) text = text.replaceAll(token, () => real);
  return text;
}

/** Keys of which the fault knew nothing, into which the app has copied what was forged. */
function copies(
  rules: StorageRules,
  { entries }: PageStorage,
  edits: readonly StorageEdit[],
  forged: ReadonlyMap<string, string>,
): StorageEdit[] {
  return rules.keys.flatMap((key): StorageEdit[] => {
    const now = entries[key];
    if (now === undefined || edits.some((edit) => edit.key === key && isTouched(edit))) return [];
    const before = cleaned(now, forged);
    return before === now ? [] : [{ area: 'localStorage', key, before, after: now }];
  });
}

/**
 * Whether the app has since cleared all that lay beside the edits, as a sign-out does. What a fault
 * had taken away is then gone by the app's will as well.
 */
function wasWiped(edits: readonly StorageEdit[], storage: PageStorage): boolean {
  const beside = edits.filter((edit) => edit.area === 'localStorage' && !isTouched(edit));
  return beside.length > 0 && beside.every((edit) => valueIn(storage, edit) === null);
}

/**
 * How edits are put back into a storage, byte for byte, without losing what the app wrote since. If
 * the app has written anew, what lay beside the edits comes back with them. A forged token stays
 * nowhere, be it that the app has copied it.
 */
export function planUndo(
  rules: StorageRules,
  edits: readonly StorageEdit[],
  storage: PageStorage,
  choice: NewerChoice,
): UndoPlan {
  const forged = forgeries(edits);
  const isWiped = wasWiped(edits, storage);
  const isAsLeft = (edit: StorageEdit) =>
    valueIn(storage, edit) === edit.after && !(isWiped && edit.after === null);
  const changed = edits.filter((edit) => valueIn(storage, edit) !== edit.before);
  const untouched = changed.filter((edit) => isAsLeft(edit));
  const rewritten = changed.filter((edit) => isTouched(edit) && !isAsLeft(edit));
  const beside = rewritten.length === 0 ? [] : changed.filter((edit) => !isTouched(edit));
  const copied = copies(rules, storage, edits, forged);
  if (choice === 'ask') return { restore: untouched, newer: [...rewritten, ...beside, ...copied] };
  if (choice === 'restore') {
    const isBack = (key: string) => beside.some((edit) => edit.key === key);
    const others = copied.filter(({ key }) => !isBack(key));
    return { restore: [...untouched, ...rewritten, ...beside, ...others], newer: [] };
  }
  const kept = rewritten.flatMap((edit): StorageEdit[] => {
    const now = valueIn(storage, edit);
    const before = now === null ? null : cleaned(now, forged);
    return before === now ? [] : [{ ...edit, before, after: now }];
  });
  return { restore: [...untouched, ...kept, ...copied], newer: [...rewritten, ...beside] };
}

/** As `FoundToken.place` has it. */
export function editName({ area, key }: StorageEdit): string {
  return `${area}.${key}`;
}
