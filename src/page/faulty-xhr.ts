import type { FaultyRefresh } from './fault-orders.ts';
import {
  bare,
  defineProperty,
  deleteIn,
  deleteProperty,
  dispatch,
  getIn,
  lowerCase,
  NativeEvent,
  NativeProgressEvent,
  NativeWeakMap,
  now,
  parse,
  responseTypeOf,
  setIn,
  setTimeoutOf,
  startTimer,
  stopTimer,
  timeoutOf,
} from './natives.ts';

const TYPE = 'application/json';
const DONE = 4;

interface Ending {
  status: number;
  body: string;
  event: 'load' | 'timeout' | 'abort';
}

/** Properties that a request shows instead of its own. */
type Shown = Record<string, unknown>;

function responseFor(xhr: XMLHttpRequest, body: string): unknown {
  const type = responseTypeOf(xhr);
  if (type === 'json') return body === '' ? null : parse(body);
  return type === '' || type === 'text' ? body : null;
}

/** Requests that are answered here, or late; each shows its answer as properties of its own. */
export function createFaultyXhr() {
  const shown = new NativeWeakMap<XMLHttpRequest, Shown>();
  const timers = new NativeWeakMap<XMLHttpRequest, number>();

  function show(xhr: XMLHttpRequest, values: Shown): void {
    setIn(shown, xhr, bare(values));
    for (const name in values)
      defineProperty(xhr, name, bare({ value: values[name], configurable: true, writable: true }));
  }

  /** It is opened anew, or needs nothing of ours any more. */
  function forget(xhr: XMLHttpRequest): void {
    stopTimer(getIn(timers, xhr));
    for (const name in getIn(shown, xhr)) deleteProperty(xhr, name);
    deleteIn(shown, xhr);
  }

  function end(xhr: XMLHttpRequest, { status, body, event }: Ending): void {
    forget(xhr);
    show(xhr, {
      readyState: DONE,
      status,
      statusText: '',
      responseText: body,
      response: responseFor(xhr, body),
      getResponseHeader: (name: string) =>
        status !== 0 && lowerCase(`${name}`) === 'content-type' ? TYPE : null,
      getAllResponseHeaders: () => (status === 0 ? '' : `content-type: ${TYPE}\r\n`),
    });
    dispatch(xhr, new NativeEvent('readystatechange'));
    const progress = bare({ loaded: body.length, total: body.length });
    dispatch(xhr, new NativeProgressEvent(event, progress));
    dispatch(xhr, new NativeProgressEvent('loadend', progress));
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
      const left = limit - (now() - startedAt);
      if (limit > 0) setTimeoutOf(xhr, left > 1 ? left : 1);
      sendNow();
    };
    setIn(timers, xhr, startTimer(proceed, isTooLate ? limit : delayMs));
  }

  return { send, forget };
}
