import { API, describeError, next, nextTask, outcome, type Probe, shapeOf } from './helpers.ts';

const REFUSED = `${API}/api/answer/401/json`;

async function describe(response: Response): Promise<unknown> {
  const { status, ok, type, url, redirected, bodyUsed, headers, body } = response;
  return {
    status,
    ok,
    type,
    url,
    redirected,
    bodyUsed,
    contentType: headers.get('content-type'),
    sameBody: body === response.body,
    constructor: response.constructor === Response,
    text: (await response.text()).length,
    usedAfter: response.bodyUsed,
  };
}

const shape: Probe = async () => {
  const promise = fetch(REFUSED);
  return {
    fetch: shapeOf(window, 'fetch'),
    isPromise: promise instanceof Promise && promise.constructor === Promise,
    ownKeys: Reflect.ownKeys(promise).length,
    tag: Object.prototype.toString.call(promise),
    response: await describe(await promise),
  };
};

const answers: Probe = async () => {
  const found: unknown[] = [];
  for (const status of [200, 401, 403, 429, 500])
    for (const kind of ['json', 'text', 'big', 'broken', 'empty', 'octets'])
      found.push(await describe(await fetch(`${API}/api/answer/${status}/${kind}`)));
  found.push(await describe(await fetch(`${API}/api/redirect`)));
  found.push(await describe(await fetch('/api/answer/401/json')));
  return found;
};

const bodies: Probe = async () => {
  const twice = await fetch(REFUSED);
  const cloned = await fetch(REFUSED);
  const copy = cloned.clone();
  const piped = await fetch(`${API}/api/answer/401/big`);
  const locked = await fetch(REFUSED);
  locked.body?.getReader();
  const bytes = await fetch(`${API}/api/answer/401/big`);
  const reader = bytes.body?.getReader({ mode: 'byob' });
  const first = await reader?.read(new Uint8Array(16));
  return [
    await outcome(() => twice.json()),
    await outcome(() => twice.json()),
    await outcome(() => twice.clone()),
    await outcome(() => copy.text()),
    await outcome(() => cloned.text()),
    await outcome(() => locked.text()),
    await outcome(async () => (await new Response(piped.body).text()).length),
    new TextDecoder().decode(first?.value),
    await outcome(() => fetch(`${API}/api/answer/401/broken`).then((response) => response.json())),
    await outcome(async () => (await (await fetch(REFUSED)).blob()).type),
    await outcome(async () => (await (await fetch(REFUSED)).arrayBuffer()).byteLength > 0),
  ];
};

const inputs: Probe = async () => {
  const used = new Request(`${API}/api/answer/403/json`, { method: 'post', body: 'a=1' });
  const text = async (response: Promise<Response>) => (await response).text();
  const methodReads: string[] = [];
  const init = {
    get method() {
      methodReads.push('read');
      return 'PUT';
    },
    body: 'x',
  };
  return [
    await outcome(() => text(fetch(used))),
    used.bodyUsed,
    await outcome(() => text(fetch(used))),
    await outcome(() => text(fetch(new URL(REFUSED)))),
    await outcome(() => text(fetch(new Request(REFUSED), { method: 'POST', body: 'b' }))),
    await outcome(() => text(fetch(REFUSED, init))),
    methodReads.length > 0,
    await outcome(() => text((fetch as (...args: unknown[]) => Promise<Response>)())),
    await outcome(() => text(fetch('http://user:word@api.futureguide.id/'))),
    await outcome(() => text(fetch('http://['))),
    await outcome(() => text(fetch(REFUSED, { method: 'bad method' }))),
    await outcome(() => text(fetch(REFUSED, { method: 'CONNECT' }))),
    await outcome(() => text(fetch.call({} as Window, REFUSED))),
    await outcome(() => text(fetch.apply(undefined, [REFUSED]))),
    await outcome(() => text(fetch(REFUSED, { mode: 'no-cors' }))),
  ];
};

/** The server must see the page let go of its stream. */
const cancelling: Probe = async () => {
  const closed = async () => (await fetch(`${API}/api/stream-closed`)).json();
  const cancelled = await fetch(`${API}/api/stream`);
  await outcome(() => cancelled.body?.cancel());
  const first = await closed();
  const read = await fetch(`${API}/api/stream`);
  const reader = read.body?.getReader();
  const piece = new TextDecoder().decode((await reader?.read())?.value).slice(0, 2);
  await reader?.cancel('enough');
  const second = await closed();
  const controller = new AbortController();
  const aborted = await fetch(`${API}/api/stream`, { signal: controller.signal });
  controller.abort();
  const error = await outcome(() => aborted.text());
  return [first, piece, second, error, await closed()];
};

const aborting: Probe = async () => {
  const early = AbortSignal.abort(new RangeError('mine'));
  const controller = new AbortController();
  const pending = fetch(`${API}/api/silent`, { signal: controller.signal });
  controller.abort();
  return [
    await outcome(() => fetch(REFUSED, { signal: early })),
    await outcome(() => pending),
    await outcome(() => fetch(`${API}/api/silent`, { signal: AbortSignal.timeout(5) })),
    await outcome(() => fetch(`${API}/api/dead`)),
  ];
};

const unhandled: Probe = async () => {
  const seen: string[] = [];
  const ended = new AbortController();
  const { signal } = ended;
  const known = new Map<unknown, string>();
  const note = (event: PromiseRejectionEvent) => {
    const name = known.get(event.promise) ?? 'a promise of nobody';
    seen.push(`${event.type} of ${name}: ${describeError(event.reason)}`);
  };
  window.addEventListener('unhandledrejection', note, { signal });
  window.addEventListener('rejectionhandled', note, { signal });

  const forgotten = next(window, 'unhandledrejection');
  known.set(fetch(`${API}/api/dead`), 'a forgotten fetch');
  await forgotten;

  const handled = fetch(`${API}/api/dead`);
  known.set(handled, 'a handled fetch');
  await handled.catch(() => {});

  const late = fetch(`${API}/api/dead`);
  known.set(late, 'a fetch handled late');
  await next(window, 'unhandledrejection');
  await nextTask();
  const handledLate = next(window, 'rejectionhandled');
  late.catch(() => {});
  await handledLate;

  const thenOnly = fetch(`${API}/api/dead`);
  known.set(thenOnly, 'a fetch with one handler');
  const derived = thenOnly.then(() => {});
  known.set(derived, 'what follows a fetch');
  await next(window, 'unhandledrejection');

  await fetch(REFUSED);
  await nextTask();
  ended.abort();
  return seen;
};

export const fetchProbes = {
  'fetch: shape': shape,
  'fetch: answers': answers,
  'fetch: bodies': bodies,
  'fetch: inputs': inputs,
  'fetch: cancelling': cancelling,
  'fetch: aborting': aborting,
  'fetch: unhandled rejections': unhandled,
};
