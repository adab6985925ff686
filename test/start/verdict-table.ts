import type { Frame } from 'puppeteer-core';
import { readGrid } from '../e2e/world.ts';
import { shortPath } from './short-path.ts';

/** A request as the panel shows it. */
export interface ShownRequest {
  time: string;
  request: string;
  status: string;
  left: string;
  verdict: string;
  flags: string;
}

const BY_DEBUGGER = 'by debugger';
const TITLES: ShownRequest = {
  time: 'TIME',
  request: 'REQUEST',
  status: 'STATUS',
  left: 'LEFT',
  verdict: 'VERDICT',
  flags: 'FLAGS',
};
const COLUMNS = Object.keys(TITLES) as (keyof ShownRequest)[];

/** Every request of the panel's grid, its cells found by the names of their columns. */
export async function readShownRequests(frame: Frame): Promise<ShownRequest[]> {
  const names = await frame.$$eval('[role=columnheader]', (cells) =>
    cells.map((cell) => cell.textContent),
  );
  const rows = (await readGrid(frame)).filter(({ data }) => data.request);
  return rows.map(({ texts, data }) => {
    const cells = Object.fromEntries(texts.map((text, index) => [names[index], text]));
    const { Time = '', Method = '', Path = '', Status = '', 'Time left': left = '' } = cells;
    const isOurs = Path.startsWith(BY_DEBUGGER);
    const path = isOurs ? `${Path.slice(BY_DEBUGGER.length)} (${BY_DEBUGGER})` : Path;
    return {
      time: Time,
      request: `${Method} ${shortPath(path)}`,
      status: Status,
      left,
      verdict: [data.outcome, data.cause].filter(Boolean).join(': '),
      flags: data.flags ?? '',
    };
  });
}

/** The table as lines of equal columns. */
export function verdictTable(rows: readonly ShownRequest[]): string {
  const all = [TITLES, ...rows];
  const width = (column: keyof ShownRequest) => Math.max(...all.map((row) => row[column].length));
  const widths = Object.fromEntries(COLUMNS.map((column) => [column, width(column)]));
  return all
    .map((row) => COLUMNS.map((column) => row[column].padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}
