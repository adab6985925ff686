import { reportedPath } from '../core/report/document/refused-rows.ts';
import type { Report } from '../core/report/report.ts';
import type { ReportRequest, ReportSocket } from '../core/report/report-schema.ts';
import { duration, fitted, type Paint, type Style, wrapped } from './text.ts';

/** Columns with their widths; together with a blank between them no wider than a line. */
const COLUMNS = {
  id: 6,
  time: 8,
  method: 6,
  path: 32,
  status: 3,
  token: 4,
  left: 8,
  verdict: 26,
} as const;
type Cells = Record<keyof typeof COLUMNS, string>;

const HEAD: Cells = {
  id: 'id',
  time: 'UTC',
  method: 'method',
  path: 'path',
  status: 'st.',
  token: 'tok.',
  left: 'left',
  verdict: 'verdict',
};
const EVIDENCE_INDENT = ' '.repeat(COLUMNS.id + 1);

function line(cells: Cells): string {
  return Object.entries(COLUMNS)
    .map(([name, width]) => fitted(cells[name as keyof Cells], width))
    .join(' ')
    .trimEnd();
}

/** The origin is left away where it is the service's API; the query says little and is long. */
const timeOfDay = (date: string | null) => date?.slice(11, 19) ?? '–';

type RowVerdict = Pick<ReportRequest, 'cause' | 'certainty' | 'flags' | 'outcome' | 'validity'>;

function verdictWords({ cause, certainty, flags, outcome, validity }: RowVerdict): string {
  if (cause) return `${cause} (${certainty})`;
  if (flags.includes('sent-expired')) return `${outcome}, sent expired`;
  return validity === 'unknown' ? `${outcome}, token unknown` : outcome;
}

function styleOf({ flags, outcome }: RowVerdict): Style | null {
  if (outcome === 'rejected') return 'red';
  if (flags.length > 0 || outcome === 'failed') return 'yellow';
  return outcome === 'accepted' ? null : 'grey';
}

const leftOf = (secondsLeft: number | null) => (secondsLeft === null ? '–' : duration(secondsLeft));

function requestLines(request: ReportRequest, paint: Paint): string {
  const cells = {
    id: request.id,
    time: timeOfDay(request.startedAt),
    method: request.method,
    path: reportedPath(request.url),
    status: String(request.status ?? '–'),
    token: request.credential ?? (request.validity === 'unknown' ? '?' : '–'),
    left: leftOf(request.secondsLeft),
    verdict: verdictWords(request),
  };
  const row = `${paint(line(cells), styleOf(request))}\n`;
  const [first] = request.evidence;
  if (!first) return row;
  return (
    row +
    wrapped(first.text, EVIDENCE_INDENT)
      .map((text) => `${paint(text, 'grey')}\n`)
      .join('')
  );
}

function socketLine(socket: ReportSocket, paint: Paint): string {
  const cells = {
    id: socket.id,
    time: timeOfDay(socket.authenticatedAt ?? socket.openedAt),
    method: 'socket',
    path: reportedPath(socket.url),
    status: '–',
    token: socket.credential ?? '–',
    left: leftOf(socket.secondsLeft),
    verdict: verdictWords(socket),
  };
  return `${paint(line(cells), styleOf(socket))}\n`;
}

/** Rows are put together before they go out: one write each would take longer than all the rest. */
const BATCH = 500;

/** One row for each request, with the first evidence of a refusal beneath it, then the sockets. */
export function* table({ requests, sockets }: Report, paint: Paint): Generator<string> {
  if (requests.length + sockets.length === 0) {
    yield 'No request to the service is in it; --host takes other hosts as well.\n';
    return;
  }
  yield `${paint(line(HEAD), 'bold')}\n`;
  for (let from = 0; from < requests.length; from += BATCH)
    yield requests
      .slice(from, from + BATCH)
      .map((request) => requestLines(request, paint))
      .join('');
  yield sockets.map((socket) => socketLine(socket, paint)).join('');
}
