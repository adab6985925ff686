export interface Header {
  name: string;
  value: string;
}

/** A body as text, or why there is none to show. */
export type Body =
  | { kind: 'text'; text: string; truncated: boolean }
  | { kind: 'none' }
  | { kind: 'unavailable'; reason: 'gone' | 'too-large' | 'not-recorded' };

/** The value of a header by its name without case (RFC 9110 §5.1), or null. */
export function headerValue(headers: Header[] | null, name: string): string | null {
  const isNamed = (other: string) => other.length === name.length && other.toLowerCase() === name;
  const first = headers?.find((header) => isNamed(header.name));
  if (first?.value !== '') return first?.value ?? null;
  // Of a header that was sent twice, once empty, the other is meant.
  return headers?.find((header) => isNamed(header.name) && header.value !== '')?.value ?? '';
}
