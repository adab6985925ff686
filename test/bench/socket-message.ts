/** What the hook adds to each message of a WebSocket, in and out. */
import type { Page } from 'puppeteer-core';
import { startProbeBrowser } from '../page/probe-browser.ts';
import { type Measured, median } from './measure.ts';

const MESSAGES = 20_000;
const ROUNDS = 15;
const AIM_MICROSECONDS = 2;

/** µs per message that the page's own listener hears. */
function messageMicroseconds(page: Page): Promise<number> {
  return page.evaluate((messages) => {
    const socket = new WebSocket('ws://api.futureguide.id/socket.io/?EIO=4&transport=websocket');
    let heard = 0;
    socket.addEventListener('message', () => {
      heard += 1;
    });
    const data = '42["analysis-progress",{"jobId":"job-1","progress":40,"stage":"scoring"}]';
    const events = Array.from({ length: messages }, () => new MessageEvent('message', { data }));
    const beganAt = performance.now();
    for (const event of events) socket.dispatchEvent(event);
    const ms = performance.now() - beganAt;
    socket.close();
    if (heard < messages) throw new Error(`${heard} of ${messages} messages were heard`);
    return (ms * 1000) / messages;
  }, MESSAGES);
}

export async function measure(): Promise<Measured[]> {
  await using browser = await startProbeBrowser();
  const pages = { hooked: await browser.open(browser.hook), plain: await browser.open() };
  const costs = { hooked: [] as number[], plain: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const which of ['hooked', 'plain'] as const)
      costs[which].push(await messageMicroseconds(pages[which]));
  const added = median(costs.hooked) - median(costs.plain);
  return [
    {
      name: 'A socket message through the hook, beyond what it costs without',
      value: `${added.toFixed(2)} µs`,
      aim: `aim ≤ ${AIM_MICROSECONDS} µs`,
      holds: added <= AIM_MICROSECONDS,
    },
  ];
}
