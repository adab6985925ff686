import { MAX_REFUSAL_BYTES } from '../page-channel.ts';
import type { FaultOrders } from './fault-orders.ts';
import { createFaultyXhr } from './faulty-xhr.ts';
import {
  apply,
  blobSlice,
  blobText,
  byteLengthOf,
  decode,
  deleteIn,
  finalUrlOf,
  getIn,
  headerOf,
  listen,
  NativeBytes,
  NativeTextDecoder,
  NativeWeakMap,
  now,
  plainJson,
  readyStateOf,
  responseOf,
  responseTextOf,
  responseTypeOf,
  setIn,
  slice,
  statusOf,
  whenDone,
  XhrPrototype,
} from './natives.ts';
import { likeNative, patch, type Revert } from './patch.ts';
import { quietly } from './quietly.ts';
import type { TellRelay } from './reporter.ts';
import { answeredHop, isReadableRefusal, type SentRequest, toService } from './sent-request.ts';

const DONE = 4;

/** Gives the body's text to `tell`: at once, save for a Blob, which can only be read later. */
function readBody(xhr: XMLHttpRequest, tell: (body: string) => void): void {
  const type = responseTypeOf(xhr);
  const tellStart = (body: string) => tell(slice(body, 0, MAX_REFUSAL_BYTES));
  if (type === '' || type === 'text') {
    tellStart(responseTextOf(xhr));
    return;
  }
  const response: unknown = responseOf(xhr);
  if (type === 'json') tellStart(response === null ? '' : plainJson(response));
  if (type === 'arraybuffer') {
    const length = byteLengthOf(response as ArrayBuffer);
    const size = length < MAX_REFUSAL_BYTES ? length : MAX_REFUSAL_BYTES;
    tell(decode(new NativeTextDecoder(), new NativeBytes(response as ArrayBuffer, 0, size)));
  }
  if (type === 'blob') whenDone(blobText(blobSlice(response as Blob, 0, MAX_REFUSAL_BYTES)), tell);
}

/**
 * Tells refusals that answer an XMLHttpRequest. `readystatechange` comes before every `load`
 * handler, and capturing listeners come first at the target, so the page cannot navigate earlier.
 */
export function tapXhr(report: TellRelay, { orderOf }: FaultOrders): Revert {
  const { send, forget } = createFaultyXhr();
  const sent = new NativeWeakMap<XMLHttpRequest, SentRequest>();
  function onReadyStateChange(this: XMLHttpRequest): void {
    quietly(() => {
      const request: SentRequest | undefined =
        readyStateOf(this) === DONE ? getIn(sent, this) : undefined;
      if (!request) return;
      deleteIn(sent, this);
      const status = statusOf(this);
      if (!isReadableRefusal(status, headerOf(this, 'content-type'))) return;
      const hop = answeredHop(request, finalUrlOf(this));
      if (hop) readBody(this, (body) => report({ kind: 'refusal', ...hop, status, body }));
    });
  }
  const revertOpen = patch(XhrPrototype, 'open', (native) =>
    likeNative(native, {
      apply(target, self: XMLHttpRequest, args: unknown[]) {
        apply(target, self, args);
        quietly(() => {
          deleteIn(sent, self);
          forget(self);
          const request = toService(args[0], args[1], now());
          if (!request) return;
          setIn(sent, self, request);
          listen(self, 'readystatechange', onReadyStateChange, true);
        });
      },
    }),
  );
  const revertSend = patch(XhrPrototype, 'send', (native) =>
    likeNative(native, {
      apply(target, self: XMLHttpRequest, args: unknown[]) {
        const request: SentRequest | null = quietly(() => {
          const opened: SentRequest | undefined = getIn(sent, self);
          if (opened) opened.startedAt = now();
          return opened ?? null;
        });
        const faulty = orderOf(() => request);
        if (!faulty) return apply(target, self, args);
        send(self, faulty, () => apply(target, self, args));
      },
    }),
  );
  return () => {
    revertOpen();
    revertSend();
  };
}
