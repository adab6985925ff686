import { MAX_REFUSAL_BYTES } from '../page-channel.ts';
import {
  bare,
  cancel,
  clone,
  decode,
  listen,
  NativeTextDecoder,
  read,
  readerOf,
  responseBodyOf,
  slice,
  startTimer,
  stopTimer,
  unlisten,
  whenDone,
} from './natives.ts';
import { quietly } from './quietly.ts';

/** A body that takes longer is told as far as it came; until then the page cannot close it. */
const READ_WITHIN_MS = 500;

/**
 * Reads a copy of a body and tells its text once: at its end, at the limit of size or time, or at
 * the last moment before the page goes away.
 */
export function readCopy(response: Response, tell: (body: string) => void): void {
  const body = responseBodyOf(clone(response));
  if (!body) {
    tell('');
    return;
  }
  const reader = readerOf(body) as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  const decoder = new NativeTextDecoder();
  let text = '';
  let isWhole = false;
  let isOver = false;
  const finish = () => {
    if (isOver) return;
    isOver = true;
    stopTimer(timer);
    unlisten(window, 'pagehide', finish);
    // As long as this copy is open, cancelling the page's own does not close the connection.
    quietly(() => whenDone(cancel(reader), () => {}));
    // Nothing read yet is not the same as nothing to read.
    if (isWhole || text !== '') tell(slice(text, 0, MAX_REFUSAL_BYTES));
  };
  const timer = startTimer(finish, READ_WITHIN_MS);
  listen(window, 'pagehide', finish);
  const readOn = () => {
    const take = ({ done, value }: ReadableStreamReadResult<Uint8Array<ArrayBuffer>>) => {
      text += decode(decoder, value, bare({ stream: !done }));
      isWhole = done;
      if (done || text.length >= MAX_REFUSAL_BYTES) finish();
      else readOn();
    };
    whenDone(read(reader), (piece) => quietly(() => take(piece)), finish);
  };
  readOn();
}
