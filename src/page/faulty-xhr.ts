import type { FaultyRefresh } from './fault-orders.ts';
import { createTable, dispatch, getterOf, now, startTimer, stopTimer } from './natives.ts';

const { defineProperty, deleteProperty } = Reflect;
const { parse } = JSON;
const prototype = XMLHttpRequest.prototype;
const typeOf = getterOf(prototype, 'responseType');
const timeoutOf = getterOf(prototype, 'timeout');
const NativeEvent = Event;
const NativeProgressEvent = ProgressEvent;
const TYPE = 'application/json';
const DONE = 4;

interface Ending {
  status: number;
  body: string;
  event: 'load' | 'timeout' | 'abort';
}

function responseOf(xhr: XMLHttpRequest, body: string): unknown {
  const type = typeOf(xhr);
  if (type === 'json') return body === '' ? null : parse(body);
  return type === '' || type === 'text' ? body : null;
}

/** Requests that are answered here, or late; each shows its answer as properties of its own. */
export function createFaultyXhr() {
  const shown = createTable<XMLHttpRequest, string[]>();
  const timers = createTable<XMLHttpRequest, ReturnType<typeof startTimer>>();

  function show(xhr: XMLHttpRequest, values: Record<string, unknown>): void {
    shown.set(xhr, [...(shown.get(xhr) ?? []), ...Object.keys(values)]);
    for (const [name, value] of Object.entries(values))
      defineProperty(xhr, name, { value, configurable: true, writable: true });
  }

  /** It is opened anew, or needs nothing of ours any more. */
  function forget(xhr: XMLHttpRequest): void {
    stopTimer(timers.get(xhr));
    for (const name of shown.get(xhr) ?? []) deleteProperty(xhr, name);
    shown.forget(xhr);
  }

  function end(xhr: XMLHttpRequest, { status, body, event }: Ending): void {
    forget(xhr);
    show(xhr, {
      ...{ readyState: DONE, status, statusText: '', responseText: body },
      response: responseOf(xhr, body),
      getResponseHeader: (name: string) =>
        status !== 0 && name.toLowerCase() === 'content-type' ? TYPE : null,
      getAllResponseHeaders: () => (status === 0 ? '' : `content-type: ${TYPE}\r\n`),
    });
    dispatch(xhr, new NativeEvent('readystatechange'));
    const loaded = body.length;
    for (const name of [event, 'loadend'])
      dispatch(xhr, new NativeProgressEvent(name, { loaded, total: loaded }));
  }

  /** Has a request answered as the fault has it; until then the page may abort it. */
  function send(
    xhr: XMLHttpRequest,
    { delayMs, answer, told }: FaultyRefresh,
    sendNow: () => void,
  ): void {
    const startedAt = now();
    const limit = timeoutOf(xhr);
    const isTooLate = limit > 0 && delayMs >= limit;
    show(xhr, { abort: () => end(xhr, { status: 0, body: '', event: 'abort' }) });
    const proceed = () => {
      forget(xhr);
      if (isTooLate) return end(xhr, { status: 0, body: '', event: 'timeout' });
      if (answer) {
        told();
        return end(xhr, { ...answer, event: 'load' });
      }
      if (limit > 0) xhr.timeout = Math.max(1, limit - (now() - startedAt));
      sendNow();
    };
    timers.set(xhr, startTimer(proceed, isTooLate ? limit : delayMs));
  }

  return { send, forget };
}
