import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { chrome } from '../core/har/har-producers.ts';
import { NOON_MS } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';

const [CLI = ''] = Object.values(packageJson.bin);
const ENTRIES = 45_000;
const HUNDRED_MB = 1e8;
const EVERY_MS = 100;
const HOUR_S = 3_600;
const SIGNATURE = /\.c2lnbmF0dXJl/;

function entryText(n: number): string {
  const at = n * EVERY_MS;
  const issuedAt = NOON_MS / 1000 + Math.floor(at / 1000 / HOUR_S) * HOUR_S;
  const picture = `https://cdn.example/${'p'.repeat(400)}`;
  const file = chrome.write([
    {
      at,
      url: `https://api.futureguide.id/api/assessment/status/job-${n}`,
      authorization: `Bearer ${v2Token(issuedAt, HOUR_S, { picture })}`,
      status: 200,
      body: JSON.stringify({ success: true, data: { progress: n, notes: 'n'.repeat(600) } }),
    },
  ]);
  return JSON.stringify(JSON.parse(file).log.entries[0]);
}

function writeHar(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, '{"log":{"version":"1.2","creator":{"name":"WebInspector"},"entries":[');
  for (let n = 0; n < ENTRIES; n += 1) writeSync(file, `${n === 0 ? '' : ','}${entryText(n)}`);
  writeSync(file, ']}}');
  closeSync(file);
}

it('a HAR of a hundred megabytes is redacted to the same JSON as a small one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'futureguide-large-'));
  try {
    const [from, to] = [join(folder, 'large.har'), join(folder, 'redacted.har')];
    writeHar(from);
    expect(statSync(from).size).toBeGreaterThan(HUNDRED_MB);
    expect(readFileSync(from, 'latin1')).toMatch(SIGNATURE);
    const { status, stderr } = spawnSync(CLI, ['redact', from, '-o', to], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, expect.stringContaining(': 45000 requests. Replaced: ')]);
    const text = readFileSync(to, 'utf8');
    const har = JSON.parse(text);
    expect(har.log.entries).toHaveLength(ENTRIES);
    // Not by `toBe`, which would print both.
    expect(text === `${JSON.stringify(har, null, 2)}\n`).toBe(true);
    expect(SIGNATURE.test(text)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
