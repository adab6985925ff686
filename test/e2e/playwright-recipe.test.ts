import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../browser/find-browser.ts';
import { waitFor } from '../browser/wait.ts';
import type {} from '../service/app-handle.ts';
import { type Service, startService } from '../service/service.ts';
import type { Build } from '../service/switches.ts';

/** As in docs/audit.md. */
const GATE = ['--fail-on', 'sent-expired,invalid-token'];
const CLI = 'dist/cli/futureguide-tokens.js';

let service: Service;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'futureguide-recipe-'));
  service = await startService({
    switches: {
      tokenLifetimeSeconds: 5,
      refreshAheadSeconds: 3,
      pollSeconds: 0.5,
      assessmentSeconds: 600,
    },
  });
  const here = `127.0.0.1:${service.httpsPort}`;
  browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [
      `--host-resolver-rules=MAP *.futureguide.id ${here}, MAP futureguide.id ${here}`,
      '--ignore-certificate-errors',
      '--disable-quic',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const answered = (path: string, status: number) =>
  service.log.filter((entry) => entry.path.startsWith(path) && entry.status === status).length;

/** Signs in, submits and polls until enough was seen, while Playwright records. */
async function record(build: Build, isEnough: () => boolean): Promise<string> {
  const path = join(folder, `${build}.har`);
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    recordHar: { path, content: 'embed' },
  });
  const page = await context.newPage();
  await page.goto(`https://futureguide.id/?build=${build}&auto=signin,submit,poll`);
  await waitFor('enough of the run', isEnough, { timeoutMs: 30_000 });
  await context.close();
  return path;
}

const audit = (...args: string[]) =>
  spawnSync(process.execPath, [CLI, 'audit', ...args], { encoding: 'utf8' });

describe('the gate for a Playwright run', () => {
  it('closes on the build before the fix, and says why', async () => {
    const path = await record('v2-before', () => answered('/api/assessment/status/', 401) >= 3);
    const gate = audit(path, ...GATE);
    expect(gate.stderr).toMatch(/^Found sent-expired \(\d+\), invalid-token \(\d+\)\.\n$/);
    expect(gate.status).toBe(1);
    const report = JSON.parse(audit(path, '--json').stdout);
    const refused = report.requests.filter(
      ({ code }: { code?: string }) => code === 'INVALID_TOKEN',
    );
    expect(refused.length).toBeGreaterThan(0);
    for (const { cause, url } of refused)
      expect([cause, url]).toEqual(['expired', expect.any(String)]);
  });

  it('stays open for the build after it', async () => {
    const gate = audit(
      await record('v2-after', () => answered('/api/auth/v2/refresh', 200) >= 2),
      ...GATE,
    );
    expect(gate.stderr).toBe('');
    expect(gate.status).toBe(0);
    expect(gate.stdout).toMatch(/\/api\/auth\/v2\/refresh/);
  });
});
