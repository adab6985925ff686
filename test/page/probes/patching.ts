import { API, outcome, type Probe } from './helpers.ts';

const REFUSED = `${API}/api/answer/401/json`;

/** A page that wraps everything, as error trackers do, hears only its own calls. */
const wrapping: Probe = async () => {
  const calls: string[] = [];
  const restore: (() => void)[] = [];
  const wrap = (holder: object, name: string) => {
    const original = Reflect.get(holder, name) as (...args: unknown[]) => unknown;
    Reflect.set(holder, name, function (this: unknown, ...args: unknown[]) {
      calls.push(name);
      return original.apply(this, args);
    });
    restore.push(() => Reflect.set(holder, name, original));
  };
  wrap(window, 'fetch');
  wrap(JSON, 'stringify');
  wrap(EventTarget.prototype, 'dispatchEvent');
  wrap(EventTarget.prototype, 'addEventListener');
  wrap(XMLHttpRequest.prototype, 'open');
  wrap(XMLHttpRequest.prototype, 'send');
  wrap(Date, 'now');
  wrap(RegExp.prototype, 'exec');
  wrap(window, 'setTimeout');
  const found = await outcome(async () => {
    const text = await (await fetch(REFUSED)).text();
    const xhr = new XMLHttpRequest();
    xhr.open('GET', REFUSED, false);
    xhr.send();
    return [text, xhr.responseText];
  });
  for (const undo of restore.reverse()) undo();
  return [found, calls];
};

/** What a page sees of the document before it has put anything there. */
const traces: Probe = async () => ({
  frames: window.length,
  globals: Object.keys(window).filter((key) => /futureguide|token|hook/i.test(key)),
  attributes: document.documentElement.getAttributeNames(),
  scripts: document.scripts.length,
});

export const patchingProbes = {
  'page: wrapping what is wrapped': wrapping,
  'page: traces': traces,
};
