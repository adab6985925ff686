import type { Header } from '../service/http.ts';

/** Chromium itself takes no longer head of an answer, and hardly a server a longer one of a request. */
export const MAX_HEAD_CHARACTERS = 256 * 1024;

/** The headers of one head as they are kept: what makes it too long is left out. */
export function keptHeaders(headers: Header[]): Header[] {
  let left = MAX_HEAD_CHARACTERS;
  return headers.filter(({ name, value }) => {
    const length = name.length + value.length;
    if (length > left) return false;
    left -= length;
    return true;
  });
}
