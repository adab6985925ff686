export type Fields = Record<string, unknown>;

/** Parsed JSON, or null for what is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The fields of an object; none for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** A non-empty string, or null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The value at a path of names, or undefined. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, name) => fieldsOf(inner)[name], value);
}

/** A copy with another value at a path; the original where the path leads nowhere. */
export function withValueAt(value: unknown, path: readonly string[], next: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return next;
  const fields = fieldsOf(value);
  if (!(name in fields)) return value;
  return { ...fields, [name]: withValueAt(fields[name], rest, next) };
}
