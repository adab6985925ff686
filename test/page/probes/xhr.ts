import { API, describeError, next, outcome, type Probe, shapeOf } from './helpers.ts';

const REFUSED = `${API}/api/answer/401/json`;
const TYPES = ['', 'text', 'json', 'arraybuffer', 'blob', 'document'] as const;
/** `progress` depends on how the network cut the answer. */
const EVENTS = ['readystatechange', 'loadstart', 'load', 'loadend', 'error', 'abort', 'timeout'];

function logEvents(xhr: XMLHttpRequest, log: string[], name: string): void {
  const note = (event: Event) =>
    log.push(`${name} ${event.type} ${xhr.readyState} ${xhr.status} ${event.target === xhr}`);
  for (const event of EVENTS) {
    if (name === 'property') Reflect.set(xhr, `on${event}`, note);
    else xhr.addEventListener(event, note);
  }
}

async function shown(value: unknown): Promise<unknown> {
  if (value instanceof ArrayBuffer) return ['buffer', new TextDecoder().decode(value)];
  if (value instanceof Blob) return ['blob', value.type, await value.text()];
  if (value instanceof Document) return ['document', value.contentType];
  return value;
}

async function run(url: string, type: XMLHttpRequestResponseType): Promise<unknown> {
  const log: string[] = [];
  const xhr = new XMLHttpRequest();
  logEvents(xhr, log, 'before open');
  xhr.open('GET', url);
  logEvents(xhr, log, 'property');
  xhr.responseType = type;
  const ended = next(xhr, 'loadend');
  xhr.send();
  await ended;
  const { response } = xhr;
  return {
    log,
    response: await shown(response),
    sameResponse: response === xhr.response,
    text: await outcome(() => xhr.responseText.length),
    xml: await outcome(() => String(xhr.responseXML)),
    url: xhr.responseURL,
    statusText: xhr.statusText,
    header: xhr.getResponseHeader('content-type'),
  };
}

const shape: Probe = async () => {
  class Sub extends XMLHttpRequest {
    override open(method: string, url: string | URL): void {
      super.open(method, url, false);
    }
  }
  const sub = new Sub();
  sub.open('GET', REFUSED);
  sub.send();
  return {
    open: shapeOf(XMLHttpRequest.prototype, 'open'),
    send: shapeOf(XMLHttpRequest.prototype, 'send'),
    constructor: shapeOf(window, 'XMLHttpRequest'),
    link: XMLHttpRequest.prototype.constructor === XMLHttpRequest,
    sub: [sub instanceof XMLHttpRequest, sub.constructor.name, sub.status],
  };
};

const types: Probe = async () => {
  const found: unknown[] = [];
  for (const kind of ['json', 'text', 'big', 'broken', 'empty', 'octets'])
    for (const type of TYPES) found.push(await run(`${API}/api/answer/401/${kind}`, type));
  for (const type of TYPES) found.push(await run(`${API}/api/answer/200/json`, type));
  found.push(await run(`${API}/api/redirect`, 'json'), await run('/api/answer/403/json', ''));
  return found;
};

const synchronous: Probe = async () => {
  const log: string[] = [];
  const sync = (method: string, url: string, body: string | null) => {
    const xhr = new XMLHttpRequest();
    logEvents(xhr, log, 'sync');
    xhr.open(method, url, false);
    xhr.send(body);
    return [xhr.status, xhr.responseText, xhr.readyState];
  };
  return [
    await outcome(() => sync('POST', REFUSED, 'q=1')),
    await outcome(() => sync('get', '/api/answer/200/text', null)),
    await outcome(() => sync('GET', `${API}/api/dead`, null)),
    log,
  ];
};

async function ending(url: string, act: (xhr: XMLHttpRequest) => void): Promise<string[]> {
  const log: string[] = [];
  const xhr = new XMLHttpRequest();
  xhr.open('GET', url);
  logEvents(xhr, log, 'listener');
  const ended = next(xhr, 'loadend');
  xhr.send();
  act(xhr);
  await ended;
  return [...log, String(xhr.readyState), xhr.responseText];
}

const endings: Probe = async () => [
  await ending(`${API}/api/silent`, (xhr) => xhr.abort()),
  await ending(`${API}/api/silent`, (xhr) => {
    xhr.timeout = 10;
  }),
  await ending(`${API}/api/dead`, () => {}),
  await ending(REFUSED, (xhr) => {
    xhr.onreadystatechange = () => {
      if (xhr.readyState === XMLHttpRequest.HEADERS_RECEIVED) xhr.abort();
    };
  }),
];

/** One object used again, from within its own handler, and for another host in between. */
const reused: Probe = async () => {
  const log: string[] = [];
  const xhr = new XMLHttpRequest();
  logEvents(xhr, log, 'reused');
  for (const url of [REFUSED, 'data:application/json,{}', REFUSED, '/api/answer/403/text']) {
    const ended = next(xhr, 'loadend');
    xhr.open('GET', url);
    xhr.open('POST', url);
    xhr.setRequestHeader('content-type', 'text/plain');
    xhr.send('a');
    await ended;
    log.push(`${xhr.status} ${xhr.responseText}`);
  }
  return log;
};

const misuse: Probe = async () => {
  const xhr = new XMLHttpRequest();
  const loose = xhr as unknown as Record<'open' | 'send', (...args: unknown[]) => unknown>;
  const opened = await outcome(() => loose.open('GET', REFUSED));
  return [
    await outcome(() => new XMLHttpRequest().send()),
    await outcome(() => loose.open('GET')),
    await outcome(() => loose.open('bad method', REFUSED)),
    await outcome(() => loose.open('TRACE', REFUSED)),
    await outcome(() => loose.open('GET', 'http://[')),
    await outcome(() => loose.open.call({}, 'GET', REFUSED)),
    await outcome(() => XMLHttpRequest.prototype.send.call({} as XMLHttpRequest)),
    opened,
    await outcome(() => new XMLHttpRequest().setRequestHeader('a', 'b')),
  ];
};

/** An error in a handler of the page is the page's, and is reported as ever. */
const throwing: Probe = async () => {
  const seen: string[] = [];
  const onError = (event: ErrorEvent) => {
    event.preventDefault();
    seen.push(describeError(event.error));
  };
  window.addEventListener('error', onError);
  const xhr = new XMLHttpRequest();
  xhr.open('GET', REFUSED);
  xhr.onload = () => {
    throw new RangeError('thrown by the page');
  };
  const ended = next(xhr, 'loadend');
  xhr.send();
  await ended;
  window.removeEventListener('error', onError);
  return seen;
};

export const xhrProbes = {
  'xhr: shape': shape,
  'xhr: response types': types,
  'xhr: synchronous': synchronous,
  'xhr: endings': endings,
  'xhr: reused': reused,
  'xhr: misuse': misuse,
  'xhr: throwing handlers': throwing,
};
