import type { Page } from 'puppeteer-core';

export interface PageRequest {
  method: string;
  url: string;
  authorization: string | null;
  /** JSON */
  body: string | null;
}

/** A `fetch` of the page itself, as the app would make it. */
export function sendFromPage(
  page: Page,
  request: PageRequest,
): Promise<{ status: number; body: unknown }> {
  return page.evaluate(async ({ method, url, authorization, body }) => {
    const headers = {
      ...(authorization === null ? {} : { Authorization: authorization }),
      ...(body === null ? {} : { 'Content-Type': 'application/json' }),
    };
    const answer = await fetch(url, { method, headers, ...(body === null ? {} : { body }) });
    const text = await answer.text();
    try {
      return { status: answer.status, body: JSON.parse(text) as unknown };
    } catch {
      return { status: answer.status, body: text };
    }
  }, request);
}

declare global {
  interface Window {
    scenarioSockets?: Map<string, WebSocket>;
  }
}

/**
 * Opens a socket.io connection of the page's own where there is none of that name, and says
 * `authenticate` on it unless there is nothing to say. Returns the event that answered.
 */
export function sayOnSocket(
  page: Page,
  name: string,
  payload: object | null,
): Promise<string | null> {
  return page.evaluate(
    async (socketName, said) => {
      window.scenarioSockets ??= new Map();
      const sockets = window.scenarioSockets;
      const url = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket';
      /** The first frame of that kind. */
      const heard = (socket: WebSocket, wanted: RegExp) =>
        new Promise<string>((resolve, reject) => {
          socket.addEventListener('message', ({ data }) => {
            const found = wanted.exec(String(data));
            if (found) resolve(found[1] ?? '');
          });
          socket.addEventListener('close', () => reject(new Error('the socket was closed')));
        });
      const open = async () => {
        const socket = new WebSocket(url);
        await heard(socket, /^0/);
        const joined = heard(socket, /^40/);
        socket.send('40');
        await joined;
        sockets.set(socketName, socket);
        return socket;
      };
      const socket = sockets.get(socketName) ?? (await open());
      if (said === null) return null;
      const answer = heard(socket, /^42\["(authenticated|auth_error|error)"/);
      socket.send(`42["authenticate",${JSON.stringify(said)}]`);
      return answer;
    },
    name,
    payload,
  );
}

export function closeSockets(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const socket of window.scenarioSockets?.values() ?? []) socket.close();
    window.scenarioSockets?.clear();
  });
}
