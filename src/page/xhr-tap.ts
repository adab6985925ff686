import { MAX_REFUSAL_BYTES } from '../page-channel.ts';
import type { FaultOrders } from './fault-orders.ts';
import { createFaultyXhr } from './faulty-xhr.ts';
import { createTable, getterOf, listen, methodOf, NativeTextDecoder, now } from './natives.ts';
import { likeNative, patch, type Revert } from './patch.ts';
import { quietly, type Report } from './reporter.ts';
import { answeredHop, isReadableRefusal, type SentRequest, toService } from './sent-request.ts';

const { apply } = Reflect;
const { stringify } = JSON;
const prototype = XMLHttpRequest.prototype;
const readyState = getterOf(prototype, 'readyState');
const statusOf = getterOf(prototype, 'status');
const typeOf = getterOf(prototype, 'responseType');
const textOf = getterOf(prototype, 'responseText');
const responseOf = getterOf(prototype, 'response');
const urlOf = getterOf(prototype, 'responseURL');
const header = methodOf(prototype.getResponseHeader);
const DONE = 4;

/** Gives the body's text to `tell`: at once, save for a Blob, which can only be read later. */
function readBody(xhr: XMLHttpRequest, tell: (body: string) => void): void {
  const type = typeOf(xhr);
  const tellStart = (body: string) => tell(body.slice(0, MAX_REFUSAL_BYTES));
  if (type === '' || type === 'text') {
    tellStart(textOf(xhr));
    return;
  }
  const response: unknown = responseOf(xhr);
  if (type === 'json') tellStart(response === null ? '' : stringify(response));
  else if (response instanceof ArrayBuffer)
    tell(new NativeTextDecoder().decode(response.slice(0, MAX_REFUSAL_BYTES)));
  else if (response instanceof Blob)
    response
      .slice(0, MAX_REFUSAL_BYTES)
      .text()
      .then(tell, () => {});
}

/**
 * Tells refusals that answer an XMLHttpRequest. `readystatechange` comes before every `load`
 * handler, and capturing listeners come first at the target, so the page cannot navigate earlier.
 */
export function tapXhr(report: Report, faults: FaultOrders): Revert {
  const faultyXhr = createFaultyXhr();
  const sent = createTable<XMLHttpRequest, SentRequest>();
  function onReadyStateChange(this: XMLHttpRequest): void {
    quietly(() => {
      const request = readyState(this) === DONE ? sent.get(this) : undefined;
      if (!request) return;
      sent.forget(this);
      const status = statusOf(this);
      if (!isReadableRefusal(status, header(this, 'content-type'))) return;
      const hop = answeredHop(request, urlOf(this));
      if (hop) readBody(this, (body) => report({ kind: 'refusal', ...hop, status, body }));
    });
  }
  const revertOpen = patch(prototype, 'open', (native) =>
    likeNative(native, {
      apply(target, self: XMLHttpRequest, args: unknown[]) {
        apply(target, self, args);
        quietly(() => {
          sent.forget(self);
          faultyXhr.forget(self);
          const request = toService(String(args[0]), String(args[1]), now());
          if (!request) return;
          sent.set(self, request);
          listen(self, 'readystatechange', onReadyStateChange, true);
        });
      },
    }),
  );
  const revertSend = patch(prototype, 'send', (native) =>
    likeNative(native, {
      apply(target, self: XMLHttpRequest, args: unknown[]) {
        const request = quietly(() => {
          const opened = sent.get(self) ?? null;
          if (opened) opened.startedAt = now();
          return opened;
        });
        const faulty = faults.of(() => request);
        if (!faulty) return apply(target, self, args);
        faultyXhr.send(self, faulty, () => apply(target, self, args));
      },
    }),
  );
  return () => {
    revertOpen();
    revertSend();
  };
}
