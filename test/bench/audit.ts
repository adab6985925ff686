/** What `audit` takes of the processor beside `JSON.parse` alone on the same file. */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chrome } from '../core/har/har-producers.ts';
import { NOON_MS, REFUSED } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';
import { type Measured, ratio } from './measure.ts';

const ENTRIES = 100_000;
const ROUNDS = 3;
const LIMIT = 2;
const CLI = 'dist/cli/futureguide-tokens.js';
const HOUR_MS = 3_600_000;
/** ms between two requests */
const EVERY_MS = 100;
/** One in so many is sent with a token that has run out. */
const EXPIRED_EACH = 100;
/** What Chrome writes into every entry beside what matters here, about so many characters. */
const STACK = { functionName: 'poll', scriptId: '12', url: 'https://futureguide.id/_next/app.js' };
const PARSE = `const text = require('node:fs').readFileSync(process.argv[1], 'utf8');
const before = process.cpuUsage(); JSON.parse(text); const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);`;
/** Printed at the end by a program that knows nothing of it. */
const TELL_CPU = `data:text/javascript,process.on("exit", () => {
  const { user, system } = process.cpuUsage(); console.error("cpu " + (user + system) / 1000); })`;

function entryText(n: number): string {
  const at = n * EVERY_MS;
  const hour = Math.floor(at / HOUR_MS);
  const isExpired = n % EXPIRED_EACH === 0;
  const issuedAt = (NOON_MS + hour * HOUR_MS) / 1000 - (isExpired ? 4_000 : 0);
  const picture = `https://cdn.example/${'p'.repeat(400)}`;
  const file = chrome.write([
    {
      at,
      url: `https://api.futureguide.id/api/assessment/status/job-${n % 2_000}`,
      authorization: `Bearer ${v2Token(issuedAt, 3_600, { picture })}`,
      cookie: 'theme=dark',
      status: isExpired ? 401 : 200,
      body: isExpired ? REFUSED : JSON.stringify({ success: true, data: { progress: n } }),
    },
  ]);
  const [entry] = JSON.parse(file).log.entries;
  entry._initiator = { type: 'script', stack: { callFrames: [STACK, STACK, STACK, STACK, STACK] } };
  return JSON.stringify(entry);
}

function writeHar(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, '{"log":{"version":"1.2","creator":{"name":"WebInspector"},"entries":[');
  for (let n = 0; n < ENTRIES; n += 1) writeSync(file, `${n === 0 ? '' : ','}${entryText(n)}`);
  writeSync(file, ']}}');
  closeSync(file);
}

/** ms of the processor, all threads */
function auditMs(path: string, out: number): number {
  const { stderr, error } = spawnSync(
    process.execPath,
    ['--import', TELL_CPU, CLI, 'audit', path, '--json'],
    { stdio: ['ignore', out, 'pipe'], encoding: 'utf8' },
  );
  const [, ms] = /^cpu ([\d.]+)$/m.exec(stderr ?? '') ?? [];
  if (error || ms === undefined)
    throw new Error(`audit gave no figure: ${stderr}`, { cause: error });
  return Number(ms);
}

export function measure(): Measured[] {
  const folder = mkdtempSync(join(tmpdir(), 'futureguide-bench-'));
  try {
    const har = join(folder, 'bench.har');
    writeHar(har);
    const out = openSync(join(folder, 'report.json'), 'w');
    const parse: number[] = [];
    const audit: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      parse.push(Number(execFileSync(process.execPath, ['-e', PARSE, har])));
      audit.push(auditMs(har, out));
    }
    closeSync(out);
    const megabytes = Math.round(statSync(har).size / 1e6);
    const name = `audit of ${ENTRIES.toLocaleString('en')} entries (${megabytes} MB) against JSON.parse alone, processor’s time`;
    return [ratio(name, Math.min(...audit) / Math.min(...parse), LIMIT, 'limit')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
