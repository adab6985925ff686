/**
 * Guards for what was kept. By hand, since nothing is drawn before it is read: the library that checks
 * all else from outside would be a fortieth of what the panel loads first.
 */
export type Guard<T> = (kept: unknown) => kept is T;

/** What each part may be. */
type Guards<T extends object> = { readonly [Name in keyof T]-?: Guard<T[Name]> };

export const isText: Guard<string> = (kept) => typeof kept === 'string';
export const isBoolean: Guard<boolean> = (kept) => typeof kept === 'boolean';
export const isNumber: Guard<number> = (kept) => typeof kept === 'number';

export function isWithin(least: number, most: number): Guard<number> {
  return (kept): kept is number => isNumber(kept) && kept >= least && kept <= most;
}

export function isOneOf<T extends string>(words: readonly T[]): Guard<T> {
  return (kept): kept is T => words.some((word) => word === kept);
}

export function isOptional<T>(guard: Guard<T>): Guard<T | undefined> {
  return (kept): kept is T | undefined => kept === undefined || guard(kept);
}

export function isNullable<T>(guard: Guard<T>): Guard<T | null> {
  return (kept): kept is T | null => kept === null || guard(kept);
}

function isObject(kept: unknown): kept is object {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept);
}

function fits<T extends object>(kept: object, guards: Guards<T>): boolean {
  const parts: Partial<Record<string, unknown>> = { ...kept };
  return Object.entries<Guard<unknown>>(guards).every(([name, guard]) => guard(parts[name]));
}

export function isObjectOf<T extends object>(guards: Guards<T>): Guard<T> {
  return (kept): kept is T => isObject(kept) && fits(kept, guards);
}

export function isRecordOf<T>(guard: Guard<T>): Guard<Record<string, T>> {
  return (kept): kept is Record<string, T> => isObject(kept) && Object.values(kept).every(guard);
}

/** What was kept, each part by itself: one that cannot be read falls back alone. */
export function readParts<T extends object>(kept: unknown, guards: Guards<T>, standard: T): T {
  const parts: Partial<Record<string, unknown>> = isObject(kept) ? { ...kept } : {};
  const good = Object.entries<Guard<unknown>>(guards).flatMap(([name, guard]) =>
    guard(parts[name]) ? [[name, parts[name]] as const] : [],
  );
  return { ...standard, ...Object.fromEntries(good) };
}
