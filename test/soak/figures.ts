import { DAY } from './size.ts';
import type { Soaked } from './soak.ts';

const BYTES_IN_MB = 1_000_000;

/** What a soak measured, as a table; heaps are those after a forced collection. */
export function figures(
  days: number,
  { calls, vitals, portsLeft }: Soaked,
  faultCount: number,
): string {
  const [first, half, last] = [vitals[1], vitals[Math.floor(vitals.length / 2)], vitals.at(-1)];
  const three = [first, half, last];
  const row = (name: string, cells: readonly string[]) => `| ${[name, ...cells].join(' | ')} |`;
  const megabytes = (bytes: number | undefined) => `${((bytes ?? 0) / BYTES_IN_MB).toFixed(1)} MB`;
  const lived = `${days * DAY.requests} requests, ${days * DAY.refreshes} refreshes, ${days * DAY.navigations} navigations, ${days * DAY.sockets} sockets`;
  const outcome = faultCount === 0 ? 'nothing differed and nothing grew' : `${faultCount} faults`;
  return [
    `Made by \`npm run soak\` in ${days} compressed days: ${lived}.`,
    `${calls} calls of the service’s log were compared with the panel’s rows, day by day: ${outcome}.`,
    `${portsLeft} ports were open once DevTools were closed.`,
    '',
    row('After a cleared panel and a forced collection', ['First day', 'Half-way', 'Last day']),
    row('---', ['---', '---', '---']),
    row(
      'Heap of the panel and the devtools page',
      three.map((at) => megabytes(at?.panelBytes)),
    ),
    row(
      'Heap of the worker',
      three.map((at) => megabytes(at?.workerBytes)),
    ),
    row(
      'Event listeners of the panel',
      three.map((at) => String(at?.listeners)),
    ),
    row(
      'Ports of the worker',
      three.map((at) => String(at?.ports)),
    ),
  ].join('\n');
}
