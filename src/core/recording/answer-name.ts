import { NOT_MODIFIED } from '../service/http.ts';
/** How one source tells an answer. */
export interface SeenAnswer {
  /** 0 where it saw none */
  status: number;
  fromCache?: boolean;
  error?: string | null;
}

/** What an answer is called; null where that way of calling it does not apply. */
export type AnswerName = (answer: SeenAnswer) => string | null;

function isWhole(status: number): boolean {
  return status >= 200 && status < 300;
}

function isFromCache({ status, fromCache }: SeenAnswer): boolean {
  return status === NOT_MODIFIED || (fromCache === true && isWhole(status));
}

/** Two sources that call an answer by the same name may speak of the same one. */
export function answerName(answer: SeenAnswer): string {
  return isFromCache(answer) ? 'from-cache' : String(answer.status);
}

/**
 * Names under which one source knows what has the `other` name with the other source. A revalidated
 * answer is 304 to DevTools and 200 to webRequest (RFC 9111 §4.3.3); one that was cut has a status
 * where its head was seen, and elsewhere only an error.
 */
export const OTHER_NAMES: readonly { name: AnswerName; other: AnswerName }[] = [
  {
    name: (answer) => (isFromCache(answer) ? 'from-cache' : isWhole(answer.status) ? 'new' : null),
    other: (answer) => (isFromCache(answer) ? 'new' : isWhole(answer.status) ? 'from-cache' : null),
  },
  {
    name: ({ status, error }) => (status === 0 ? 'none' : error ? 'cut' : null),
    other: ({ status, error }) => (status === 0 ? 'cut' : error ? 'none' : null),
  },
];
