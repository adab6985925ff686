import type { Page } from 'puppeteer-core';
import { closeSockets, sayOnSocket } from '../e2e/page-traffic.ts';
import { openApp } from '../e2e/world.ts';
import type { Service } from '../service/service.ts';
import { DAY } from './size.ts';

const PATH = 'https://api.futureguide.id/api/assessment/status/soak-';
/** Requests under way at once. */
const LANES = 6;
/** One request in so many is sent with a token that has run out. */
const EXPIRED_EACH = 100;

interface Sent {
  from: number;
  count: number;
  expired: string;
}

/** The page sends requests numbered from `from`, and has read each answer when this ends. */
function send(page: Page, { from, count, expired }: Sent): Promise<void> {
  return page.evaluate(
    async (path, first, end, lanes, each, old) => {
      const good = window.app.state().token;
      let next = first;
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          while (next < end) {
            const number = next;
            next += 1;
            const token = number % each === 0 ? old : good;
            const headers = { Authorization: `Bearer ${token}` };
            const answer = await fetch(`${path}${number}`, { headers });
            await answer.text();
          }
        }),
      );
    },
    PATH,
    from,
    from + count,
    LANES,
    EXPIRED_EACH,
    expired,
  );
}

/** A day in pieces, each with its share of requests: a page, refreshes, sockets that come and go. */
export async function liveThrough(page: Page, service: Service, day: number): Promise<void> {
  const expired = await service.issue({ lifetimeSeconds: -60 });
  const share = DAY.requests / DAY.refreshes;
  const eachPage = Math.ceil(DAY.refreshes / DAY.navigations);
  for (let piece = 0; piece < DAY.refreshes; piece += 1) {
    if (piece % eachPage === 0) await openApp(page, 'current', 'signin');
    await page.evaluate(() => window.app.refresh());
    await send(page, { from: day * DAY.requests + piece * share, count: share, expired });
    for (let socket = 0; socket < DAY.sockets / DAY.refreshes; socket += 1) {
      const token = await page.evaluate(() => window.app.state().token);
      await sayOnSocket(page, 'soak', { token });
      await closeSockets(page);
    }
  }
}
