import type { Page } from 'puppeteer-core';
import { PAGE_EVENT } from '../../src/page-channel.ts';

/** What a hostile page pours out. */
export interface Flood {
  reports: number;
  sockets: number;
  /** frames of one socket */
  frames: number;
  /** characters that each refusal has for nothing */
  padding?: number;
}

export const FLOOD: Flood = { reports: 200_000, sockets: 12_000, frames: 25_000 };
/** As many in one task of the page; it stays alive in between. */
const AT_ONCE = 500;

/** The page makes up refusals, then sockets, then the frames of one socket, as fast as it can. */
export async function pourOut(page: Page, flood: Flood): Promise<void> {
  await page.evaluate(
    async (event, { reports, sockets, frames, padding = 0 }, atOnce) => {
      const url = 'wss://api.futureguide.id/socket.io/?made-up';
      const told = (n: number) => {
        if (n < reports) {
          const address = `https://api.futureguide.id/made-up/${n}`;
          const refusal = { kind: 'refusal', method: 'GET', url: address, startedAt: Date.now() };
          const body = `{"error":{"code":"INVALID_TOKEN"}}${' '.repeat(padding)}`;
          return { ...refusal, status: 401, body };
        }
        const k = n - reports;
        const socket = k < sockets ? `made-up:${k}` : 'made-up:frames';
        const kind = k < sockets ? 'open' : 'receive';
        const data = k < sockets ? '' : `42["authenticated",{"n":${k}}]`;
        return { kind: 'socket', socket, url, at: Date.now(), event: kind, data };
      };
      for (let n = 0; n < reports + sockets + frames; n += 1) {
        document.dispatchEvent(new CustomEvent(event, { detail: JSON.stringify(told(n)) }));
        if (n % atOnce === atOnce - 1) await new Promise((resolve) => setTimeout(resolve));
      }
    },
    PAGE_EVENT,
    flood,
    AT_ONCE,
  );
}
