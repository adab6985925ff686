import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageReport } from '../../src/messages.ts';
import { END_EVENT, MAX_REFUSAL_BYTES, PAGE_EVENT } from '../../src/page-channel.ts';
import { waitFor } from '../browser/wait.ts';
import { type ProbeBrowser, startProbeBrowser } from '../page/probe-browser.ts';

const API = 'http://api.futureguide.id/api';
const LEAVINGS = 20;
/** In place of the relay; what it hears outlives the page. */
const LISTENER = `document.addEventListener('${PAGE_EVENT}', ({ detail }) => {
  sessionStorage.setItem('heard' + sessionStorage.length, detail);
});`;

let browser: ProbeBrowser;
let page: Page;

function heard(): Promise<PageReport[]> {
  return page.evaluate(() =>
    Array.from({ length: sessionStorage.length }, (_, index) =>
      JSON.parse(sessionStorage.getItem(`heard${index}`) ?? 'null'),
    ),
  );
}

beforeAll(async () => {
  browser = await startProbeBrowser();
  page = await browser.open(browser.hook, LISTENER);
});
afterAll(() => browser?.[Symbol.asyncDispose]());

async function afterwards(act: () => Promise<void>, count: number): Promise<PageReport[]> {
  await page.evaluate(() => sessionStorage.clear());
  await act();
  await waitFor(`${count} reports`, async () => (await heard()).length >= count);
  return heard();
}

describe('what the hooks tell', () => {
  it('has the refusal of a fetch, with its whole body', async () => {
    const before = Date.now();
    const reports = await afterwards(async () => {
      await page.evaluate(async (api) => {
        await fetch(`${api}/answer/200/json`);
        await fetch(`${api}/answer/401/octets`);
        await fetch(new Request(`${api}/answer/401/json#part`, { method: 'put', body: 'x' }));
        await (await fetch(`${api}/answer/403/text`)).text();
      }, API);
    }, 2);
    expect(reports).toMatchObject([
      { kind: 'refusal', method: 'PUT', url: `${API}/answer/401/json`, status: 401 },
      { kind: 'refusal', method: 'GET', url: `${API}/answer/403/text`, status: 403 },
    ]);
    const [first] = reports;
    if (first?.kind !== 'refusal') throw new Error('no refusal');
    expect(JSON.parse(first.body)).toMatchObject({ error: 'INVALID_TOKEN', echo: 'x' });
    expect(first.startedAt).toBeGreaterThanOrEqual(before);
    expect(first.startedAt).toBeLessThanOrEqual(Date.now());
  });

  it('has as much of a large or endless body as may be told', async () => {
    const reports = await afterwards(async () => {
      await page.evaluate(async (api) => {
        await fetch(`${api}/answer/401/big`);
        await fetch(`${api}/stream`);
      }, API);
    }, 2);
    const bodies = reports.map((report) => (report.kind === 'refusal' ? report.body : ''));
    expect(bodies[0]).toHaveLength(MAX_REFUSAL_BYTES);
    expect(bodies[1]).toMatch(/^\[0(,1)+$/);
  });

  it.each(['', 'text', 'json', 'arraybuffer', 'blob'] as const)(
    'has the refusal of an XMLHttpRequest of type “%s”',
    async (type) => {
      const reports = await afterwards(async () => {
        await page.evaluate(
          (api, responseType) => {
            const xhr = new XMLHttpRequest();
            xhr.open('post', `${api}/answer/401/json`);
            xhr.responseType = responseType;
            xhr.send('y');
          },
          API,
          type,
        );
      }, 1);
      const [report] = reports;
      if (report?.kind !== 'refusal') throw new Error('no refusal');
      expect(report).toMatchObject({ method: 'POST', url: `${API}/answer/401/json`, status: 401 });
      expect(JSON.parse(report.body)).toMatchObject({ error: 'INVALID_TOKEN', echo: 'y' });
    },
  );

  it('has a socket’s life and the frames that bear on a token, and no others', async () => {
    const reports = await afterwards(async () => {
      await page.evaluate(() => {
        const socket = new WebSocket(
          'ws://api.futureguide.id/socket.io/?EIO=4&transport=websocket',
        );
        socket.onmessage = ({ data }) => {
          if (data.startsWith('0')) socket.send('40');
          if (data.startsWith('40')) socket.send('42["echo","authenticate"]');
          if (data.includes('echo')) socket.send('42["authenticate",{"token":"a.b.c"}]');
          if (data.includes('auth_error')) socket.close(4001);
        };
      });
    }, 5);
    expect(reports).toMatchObject([
      { kind: 'socket', event: 'open', data: '' },
      { kind: 'socket', event: 'receive', data: expect.stringMatching(/^40\{/) },
      { kind: 'socket', event: 'send', data: '42["authenticate",{"token":"a.b.c"}]' },
      { kind: 'socket', event: 'receive', data: '42["auth_error",{"message":"Token required"}]' },
      { kind: 'socket', event: 'close', data: '4001' },
    ]);
    const sockets = reports.map((report) => (report.kind === 'socket' ? report.socket : ''));
    expect(new Set(sockets).size).toBe(1);
  });
});

describe('a page that spoils the platform', () => {
  it('is told of all the same, and nothing of ours throws into it', async () => {
    const reports = await afterwards(async () => {
      const thrown = await page.evaluate(async (api) => {
        const spoilt: (() => void)[] = [];
        for (const prototype of [WeakMap.prototype])
          for (const name of ['get', 'set', 'delete'] as const) {
            const native = Object.getOwnPropertyDescriptor(prototype, name);
            if (!native) continue;
            spoilt.push(() => Object.defineProperty(prototype, name, native));
            const value = () => {
              throw new Error('spoilt');
            };
            Object.defineProperty(prototype, name, { ...native, value });
          }
        try {
          const xhr = new XMLHttpRequest();
          xhr.open('GET', `${api}/answer/401/json?spoilt`, false);
          xhr.send();
          return null;
        } catch (error) {
          return String(error);
        } finally {
          for (const undo of spoilt) undo();
        }
      }, API);
      expect(thrown).toBeNull();
    }, 1);
    expect(reports).toMatchObject([{ url: `${API}/answer/401/json?spoilt`, status: 401 }]);
  });
});

/** Page code that leaves at once when it is refused, as the app does. */
const LEAVING: Record<string, (url: string) => void> = {
  'an XMLHttpRequest': (url) => {
    const xhr = new XMLHttpRequest();
    xhr.onreadystatechange = () => {
      if (xhr.readyState === XMLHttpRequest.DONE) location.href = '/auth';
    };
    xhr.open('GET', url);
    xhr.send();
  },
  'a fetch whose body is read': (url) => {
    fetch(url)
      .then((response) => response.json())
      .then(() => {
        location.href = '/auth';
      });
  },
  'a fetch whose body is not read': (url) => {
    fetch(url).then(() => {
      location.href = '/auth';
    });
  },
};

/** What is told of as many refusals as there are turns, each left at once. */
async function toldOnLeaving(name: string): Promise<PageReport[]> {
  const leave = LEAVING[name];
  if (!leave) throw new Error(name);
  await page.evaluate(() => sessionStorage.clear());
  for (let turn = 0; turn < LEAVINGS; turn += 1) {
    await page.goto('http://futureguide.id/');
    await Promise.all([
      page.waitForNavigation(),
      page.evaluate(leave, `${API}/answer/401/json?turn=${turn}`),
    ]);
  }
  const reports = await heard();
  for (const report of reports) {
    if (report.kind !== 'refusal') throw new Error(report.kind);
    expect(JSON.parse(report.body)).toMatchObject({ error: 'INVALID_TOKEN' });
  }
  return reports;
}

describe('a refusal after which the page leaves at once', () => {
  it.each(['an XMLHttpRequest', 'a fetch whose body is read'])(
    'is told every time: %s',
    async (name) => {
      expect(await toldOnLeaving(name)).toHaveLength(LEAVINGS);
    },
  );

  // Its body comes after the page knows of the answer, and the page may be gone by then.
  it('is told whole or not at all where the page does not read its body', async () => {
    const reports = await toldOnLeaving('a fetch whose body is not read');
    expect(reports.length).toBeGreaterThan(0);
    expect(reports.length).toBeLessThanOrEqual(LEAVINGS);
  });
});

describe('at the end of the extension', () => {
  it('everything is as it was, and nothing is told any more', async () => {
    const after = await page.evaluate(
      async (end, api) => {
        sessionStorage.clear();
        const wrapped = window.fetch;
        document.dispatchEvent(new CustomEvent(end));
        await wrapped(`${api}/answer/401/json`).then((response) => response.text());
        const { open, send } = XMLHttpRequest.prototype;
        const functions = [window.fetch, open, send, WebSocket, WebSocket.prototype.send];
        return [
          ...functions.map((it) => /function \w/.test(Function.prototype.toString.call(it))),
          WebSocket.prototype.constructor === WebSocket,
          sessionStorage.length,
        ];
      },
      END_EVENT,
      API,
    );
    expect(after).toEqual([true, true, true, true, true, true, 0]);
  });
});
