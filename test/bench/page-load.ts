/** How long the app's page takes to load with the extension against without it, interleaved. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { EXTENSION_DIR, openWorld } from '../e2e/world.ts';
import { type Measured, median, ratio } from './measure.ts';

const ROUNDS = 60;
const WARM_UP = 5;
const AIM = 1.02;
const PAGE = 'https://futureguide.id/?build=current';

/** ms from the start of the navigation to the end of the load event. */
async function loadMs(page: Page): Promise<number> {
  await page.goto('about:blank');
  await page.goto(PAGE);
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    return (navigation as PerformanceNavigationTiming).loadEventEnd;
  });
}

/** An extension that does nothing, so that the browsers differ in ours alone. */
function writeIdleExtension(folder: string): void {
  const background = { service_worker: 'background.js' };
  const manifest = { manifest_version: 3, name: 'Idle', version: '1', background };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'background.js'), '');
}

export async function measure(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'futureguide-idle-'));
  try {
    writeIdleExtension(folder);
    await using ours = await openWorld({ build: 'current' }, { extensionDir: EXTENSION_DIR });
    await using idle = await openWorld({ build: 'current' }, { extensionDir: folder });
    const pages = { with: ours.page, without: idle.page };
    const times = { with: [] as number[], without: [] as number[] };
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1)
      for (const which of ['with', 'without'] as const) {
        const ms = await loadMs(pages[which]);
        if (round >= WARM_UP) times[which].push(ms);
      }
    const [withMs, withoutMs] = [median(times.with), median(times.without)];
    const name = `Page load with the extension against without (median of ${ROUNDS}: ${withMs.toFixed(1)} and ${withoutMs.toFixed(1)} ms)`;
    return [ratio(name, withMs / withoutMs, AIM, 'aim')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
