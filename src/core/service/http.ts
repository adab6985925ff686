export interface Header {
  name: string;
  value: string;
}

/** A body as text, or why there is none to show. */
export type Body =
  | { kind: 'text'; text: string; truncated: boolean }
  | { kind: 'none' }
  | { kind: 'unavailable'; reason: 'gone' | 'too-large' | 'not-recorded' };
