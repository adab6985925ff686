import { MAX_REFUSAL_BYTES } from '../page-channel.ts';
import {
  listen,
  NativeAbortController,
  NativeTextDecoder,
  startTimer,
  stopTimer,
} from './natives.ts';

/** A body that takes longer is told as far as it came; until then the page cannot close it. */
const READ_WITHIN_MS = 500;

/**
 * Reads a copy of a body and tells its text once: at its end, at the limit of size or time, or at
 * the last moment before the page goes away.
 */
export function readCopy(response: Response, tell: (body: string) => void): void {
  const reader = response.clone().body?.getReader();
  if (!reader) {
    tell('');
    return;
  }
  const decoder = new NativeTextDecoder();
  const ended = new NativeAbortController();
  let text = '';
  let isWhole = false;
  const finish = () => {
    if (ended.signal.aborted) return;
    ended.abort();
    stopTimer(timer);
    // As long as this copy is open, cancelling the page's own does not close the connection.
    reader.cancel().catch(() => {});
    // Nothing read yet is not the same as nothing to read.
    if (isWhole || text !== '') tell(text.slice(0, MAX_REFUSAL_BYTES));
  };
  const timer = startTimer(finish, READ_WITHIN_MS);
  listen(window, 'pagehide', finish, { signal: ended.signal });
  const readOn = (): Promise<void> =>
    reader.read().then(({ done, value }) => {
      text += decoder.decode(value, { stream: !done });
      isWhole = done;
      const enough = done || text.length >= MAX_REFUSAL_BYTES;
      return enough ? finish() : readOn();
    });
  readOn().catch(finish);
}
