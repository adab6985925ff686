/** How long the popup takes from its opening until the answer is on screen, with a long session behind it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import {
  extensionListens,
  extensionWorker,
  stopExtensionWorker,
} from '../browser/extension-worker.ts';
import { waitFor } from '../browser/wait.ts';
import { POPUP_SIZE, tabOf } from '../e2e/popup.ts';
import { APP, openApp, openWorld } from '../e2e/world.ts';
import { type Measured, median, quantile } from './measure.ts';

const ROUNDS = 30;
const WARM_UP = 3;
/** Nobody opens one popup right after another; meanwhile the browser makes a process ready. */
const REST_MS = 500;
/** The browser stops a worker after 30 s without an event: what it does a moment after one is done by then. */
const SETTLED_MS = 1_500;
const REQUESTS = 500;
const LIMIT_MS = 150;

/** The app sends so many requests, one after the other. */
function send(page: Page): Promise<void> {
  return page.evaluate(async (count) => {
    const headers = { Authorization: `Bearer ${window.app.state().token}` };
    for (let n = 0; n < count; n += 1) {
      const answer = await fetch(`https://api.futureguide.id/api/chatbot/conversations/${n}`, {
        headers,
      });
      await answer.text();
    }
  }, REQUESTS);
}

/** An extension whose popup shows one word that its worker tells it: what no popup can do without. */
function writeFloor(folder: string): void {
  const files = {
    'manifest.json': JSON.stringify({
      manifest_version: 3,
      name: 'Floor',
      version: '1',
      background: { service_worker: 'worker.js', type: 'module' },
      action: { default_popup: 'popup.html' },
    }),
    'worker.js': `chrome.runtime.onMessage.addListener((_, sender, answer) => answer('here'));`,
    'popup.html': `<!doctype html><script type="module" src="popup.js"></script><body></body>`,
    'popup.js': `const word = await chrome.runtime.sendMessage({});
      document.body.innerHTML = '<p class="answer">' + word + '</p>';`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** ms until a popup, which draws nothing before it has the answer, was painted. */
async function drawnMs(browser: Browser, url: string): Promise<number> {
  const popup = await browser.newPage();
  await popup.setViewport(POPUP_SIZE);
  await popup.goto(url);
  const ms = await waitFor('the popup to be painted', () =>
    popup.evaluate(() => {
      const [painted] = performance.getEntriesByName('first-contentful-paint');
      return document.querySelector('.answer') && painted?.startTime;
    }),
  );
  await popup.close();
  return ms;
}

function row(what: string, times: readonly number[], floor: readonly number[]): Measured {
  const ms = median(times);
  const p95 = quantile(times, 0.95).toFixed(0);
  const least = median(floor).toFixed(0);
  return {
    name: `Popup, from its opening to the answer on screen, ${what}: median of ${ROUNDS} (p95 ${p95} ms; an empty popup with an empty worker in between: ${least} ms)`,
    value: `${ms.toFixed(0)} ms`,
    aim: `≤ ${LIMIT_MS} ms`,
    holds: ms <= LIMIT_MS,
  };
}

export async function measure(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'futureguide-floor-'));
  try {
    writeFloor(folder);
    await using world = await openWorld({ pollSeconds: 600, assessmentSeconds: 600 });
    const { browser, extensionId } = world.chrome;
    const floorId = await browser.installExtension(folder);
    await extensionListens(browser, floorId);
    await openApp(world.page, 'current', 'signin,submit');
    await send(world.page);
    const tabId = await tabOf(world, APP);
    const popups = {
      ours: { id: extensionId, path: `src/popup/popup.html?tab=${tabId}` },
      floor: { id: floorId, path: 'popup.html' },
    };
    const times = {
      ours: { awake: [] as number[], stopped: [] as number[] },
      floor: { awake: [] as number[], stopped: [] as number[] },
    };
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1)
      for (const whose of ['ours', 'floor'] as const)
        for (const which of ['awake', 'stopped'] as const) {
          const { id, path } = popups[whose];
          // The popup before may have been closed before it woke its worker.
          if (which === 'awake') await extensionWorker(browser, id);
          else {
            await pause(SETTLED_MS);
            await stopExtensionWorker(browser, id);
          }
          await pause(REST_MS);
          const ms = await drawnMs(browser, `chrome-extension://${id}/${path}`);
          if (round >= WARM_UP) times[whose][which].push(ms);
        }
    const { ours, floor } = times;
    return [
      row('with its worker awake', ours.awake, floor.awake),
      row('with its worker stopped', ours.stopped, floor.stopped),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
