/** How long the app's page takes to load with the extension against two that do nothing, in turns. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { EXTENSION_DIR, openWorld } from '../e2e/world.ts';
import { type Measured, median, ratio } from './measure.ts';

const ROUNDS = 60;
const WARM_UP = 5;
const AIM = 1.02;
const PAGE = 'https://futureguide.id/?build=current';
/** What a page does once it has loaded is over by then, ms: it is not to slow down the next. */
const REST_MS = 200;

type Name = 'ours' | 'idle' | 'permitted';

/** ms from the start of the navigation to the end of the load event. */
async function loadMs(page: Page): Promise<number> {
  await page.goto('about:blank');
  await page.goto(PAGE);
  const ms = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    return (navigation as PerformanceNavigationTiming).loadEventEnd;
  });
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  return ms;
}

/** An extension that does nothing, so that the browsers differ in ours alone; with our permissions or none. */
function writeIdleExtension(folder: string, permissions: object): string {
  const background = { service_worker: 'background.js' };
  const manifest = { manifest_version: 3, name: 'Idle', version: '1', background, ...permissions };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'background.js'), '');
  return folder;
}

function inAnyOrder<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

export async function measure(): Promise<Measured[]> {
  const folder = () => mkdtempSync(join(tmpdir(), 'futureguide-idle-'));
  const [without, permitted] = [folder(), folder()];
  try {
    const manifest = JSON.parse(readFileSync(join(EXTENSION_DIR, 'manifest.json'), 'utf8'));
    const { permissions, host_permissions } = manifest;
    const inWorld = (extensionDir: string) => openWorld({ build: 'current' }, { extensionDir });
    await using ours = await inWorld(EXTENSION_DIR);
    await using idle = await inWorld(writeIdleExtension(without, {}));
    await using allowed = await inWorld(
      writeIdleExtension(permitted, { permissions, host_permissions }),
    );
    const pages = { ours: ours.page, idle: idle.page, permitted: allowed.page };
    const times: Record<Name, number[]> = { ours: [], idle: [], permitted: [] };
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1)
      for (const name of inAnyOrder(['ours', 'idle', 'permitted'] as const)) {
        const ms = await loadMs(pages[name]);
        if (round >= WARM_UP) times[name].push(ms);
      }
    const ms = (name: Name) => median(times[name]);
    const told = (name: Name) => `${ms(name).toFixed(1)} ms`;
    return [
      ratio(
        `Page load with the extension against one without permissions that does nothing (median of ${ROUNDS}: ${told('ours')} and ${told('idle')})`,
        ms('ours') / ms('idle'),
        AIM,
        'aim',
      ),
      ratio(
        `The same against one with its permissions that does nothing (${told('permitted')})`,
        ms('ours') / ms('permitted'),
        AIM,
        'aim',
      ),
    ];
  } finally {
    for (const one of [without, permitted]) rmSync(one, { recursive: true, force: true });
  }
}
