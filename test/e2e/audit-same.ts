import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Report } from '../../src/core/report/report.ts';
import { waitFor } from '../browser/wait.ts';
import type { Switches } from '../service/switches.ts';
import { exportHar } from './export-har.ts';
import { type GridRow, openApp, openPanel, readRows, type World, waitForRows } from './world.ts';

const CLI = 'dist/cli/futureguide-tokens.js';
const STATUS = '/api/assessment/status/';
const SHORT: Partial<Switches> = {
  tokenLifetimeSeconds: 4,
  pollSeconds: 0.5,
  assessmentSeconds: 600,
  refreshAheadSeconds: 300,
};

function audit(har: string): Report {
  const folder = mkdtempSync(join(tmpdir(), 'futureguide-same-'));
  const path = join(folder, 'exported.har');
  writeFileSync(path, har);
  const ran = spawnSync(process.execPath, [CLI, 'audit', path, '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  rmSync(folder, { recursive: true });
  expect([ran.status, ran.stderr]).toEqual([0, '']);
  return JSON.parse(ran.stdout) as Report;
}

/** What both say of a request, by its path. */
const pathOf = (url: string) => new URL(url).pathname;

function saidByAudit({ requests }: Report, path: string) {
  return requests
    .filter(({ url }) => pathOf(url).startsWith(path))
    .map(({ validity, outcome, cause, flags }) => [validity, outcome, cause ?? '', flags]);
}

function saidByPanel(rows: readonly GridRow[], path: string) {
  return rows
    .filter(({ text }) => text.includes(path))
    .map(({ validity, outcome, cause, flags }) => [validity, outcome, cause, flags]);
}

export interface Compared {
  build: 'v2-before' | 'current';
  switches: Partial<Switches>;
  paths: string[];
  isEnough: (polls: GridRow[]) => boolean;
}

/** A token that runs out while the app polls. */
export const RUNS_OUT: Compared = {
  build: 'v2-before',
  switches: SHORT,
  paths: ['/api/auth/v2/login', '/api/assessment/submit', STATUS],
  isEnough: (polls) => polls.filter(({ cause }) => cause === 'expired').length >= 3,
};

/** A refusal that the app heals by a refresh. */
export const IS_HEALED: Compared = {
  build: 'current',
  switches: SHORT,
  paths: ['/api/auth/v2/login', '/api/auth/v2/refresh', STATUS],
  isEnough: (polls) => {
    const refused = polls.findIndex(({ outcome }) => outcome === 'rejected');
    return refused >= 0 && polls.slice(refused).some(({ outcome }) => outcome === 'accepted');
  },
};

/** A verifier that is down. */
export const IS_DOWN: Compared = {
  build: 'v2-before',
  switches: { ...SHORT, tokenLifetimeSeconds: 3600, verifierDown: 'unverified' },
  paths: ['/api/auth/v2/login', '/api/assessment/submit'],
  isEnough: () => true,
};

/** What audit says of DevTools’ own export is what the panel says. */
export async function expectSame(
  { page }: World,
  { build, paths, isEnough }: Compared,
): Promise<void> {
  await openApp(page, build);
  const { tools } = await openPanel(page);
  await tools.showOther('network');
  await openApp(page, build, 'signin,submit,poll');
  const frame = await tools.panel();
  await waitForRows(frame, paths[1] ?? '', (rows) => rows.length > 0);
  await waitFor('enough polls', async () => {
    return isEnough((await readRows(frame)).filter(({ text }) => text.includes(STATUS)));
  });
  await page.evaluate(() => window.app.stopPolling());
  const rows = await waitFor('the last answer', async () => {
    const all = await readRows(frame);
    return all.some(({ outcome }) => outcome === 'pending') ? null : all;
  });
  const report = audit(await exportHar(tools.devtools));
  for (const path of paths) {
    expect([path, saidByAudit(report, path)]).toEqual([path, saidByPanel(rows, path)]);
    expect(saidByPanel(rows, path).length).toBeGreaterThan(0);
  }
}
