/**
 * `npm run bench [-- NAME…]`: measures everything that is promised about speed, prints the table and
 * keeps it in BENCHMARKS.md. With names, only those, and only printed.
 */
import { execFileSync } from 'node:child_process';
import { arch, cpus, platform, totalmem } from 'node:os';
import { findChromium } from '../browser/find-browser.ts';
import * as audit from './audit.ts';
import * as background from './background.ts';
import * as flood from './flood.ts';
import * as fold from './fold.ts';
import * as growth from './growth.ts';
import { keepHead } from './kept-in.ts';
import type { Measured } from './measure.ts';
import * as pageLoad from './page-load.ts';
import * as panel from './panel.ts';
import * as popup from './popup.ts';
import * as redaction from './redaction.ts';
import * as sizes from './sizes.ts';
import * as socketMessage from './socket-message.ts';

const BENCHES: Record<string, () => Measured[] | Promise<Measured[]>> = {
  sizes: sizes.measure,
  fold: fold.measure,
  growth: growth.measure,
  audit: audit.measure,
  background: background.measure,
  panel: panel.measure,
  flood: flood.measure,
  redaction: redaction.measure,
  popup: popup.measure,
  'page-load': pageLoad.measure,
  'socket-message': socketMessage.measure,
};
const HOLDS = new Map([
  [true, 'yes'],
  [false, 'no'],
  [null, ''],
]);

function table(rows: readonly Measured[]): string {
  const cells = [
    ['What', 'Measured', 'Wanted', 'Holds'],
    ...rows.map(({ name, value, aim, holds }) => [name, value, aim, HOLDS.get(holds) ?? '']),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  const [head = [], ...body] = cells;
  return [line(head), line(rule), ...body.map(line)].join('\n');
}

const seconds = (ms: number) => Math.round(ms / 1000);

async function machine(): Promise<string> {
  const processors = cpus();
  const chromium = execFileSync(await findChromium(), ['--version'], { encoding: 'utf8' }).trim();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${gigabytes} GB, ${platform()} ${arch()}, Node.js ${process.version}, ${chromium}`;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(
    `No bench “${unknown.join('”, “')}”. There are: ${Object.keys(BENCHES).join(', ')}.`,
  );
  process.exit(2);
}
const rows: Measured[] = [];
const failed: string[] = [];
for (const [name, measure] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`${name} …`);
  const beganAt = performance.now();
  try {
    const measured = await measure();
    rows.push(...measured);
    // Told as it comes: whatever happens later, this was measured.
    console.error(`${table(measured)}\n${name}: ${seconds(performance.now() - beganAt)} s`);
  } catch (error) {
    console.error(`${name} could not be measured:`, error);
    failed.push(name);
  }
}
const text = table(rows);
console.log(text);
if (failed.length > 0) {
  console.error(`Not measured, so BENCHMARKS.md is left as it was: ${failed.join(', ')}.`);
  process.exitCode = 1;
} else if (wanted.length === 0) {
  const date = new Date().toISOString().slice(0, 10);
  const about = `Made by \`npm run bench\` on ${date}: ${await machine()}.\nRatios compare within one run; what is marked as an aim depends on the machine.`;
  keepHead(`# Benchmarks\n\n${about}\n\n${text}`);
}
