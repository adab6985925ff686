import { hostFilter } from '../core/har/har-file.ts';
import { englishUtc } from '../core/language/english.ts';
import { visibleInLine } from '../core/language/visible.ts';
import { Recording } from '../core/recording/recording.ts';
import { NO_LIMITS } from '../core/recording/recording-limits.ts';
import { readWhole } from '../core/report/reading.ts';
import { type Report, type ReportTool, reportOf } from '../core/report/report.ts';
import { analyse } from '../core/verdict/analysis.ts';
import { futureGuide } from '../futureguide.ts';
import type { AuditOptions } from './arguments.ts';
import { canJudgeNothing, whyBlind } from './blind-file.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { fileNames, legsOf, type ReadFile, readFiles } from './read-files.ts';
import { reportAsJson } from './report-json.ts';
import { reportAsText } from './report-text.ts';

/** How often each flag, cause and finding stands in a report. */
function countWords({ requests, sockets, findings }: Report): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (word: string) => counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const { flags, cause } of [...requests, ...sockets]) {
    for (const flag of flags) count(flag);
    if (cause) count(cause);
  }
  for (const { code } of findings) count(code);
  return counts;
}

/** The report of HAR files that were read, as one recording. */
export function reportOfFiles(
  files: readonly ReadFile[],
  paths: readonly string[],
  tool: ReportTool,
): Report {
  const recording = new Recording(futureGuide, NO_LIMITS);
  for (const leg of legsOf(files)) recording.add(leg);
  const source = { kind: 'har', names: fileNames(paths) } as const;
  return reportOf(readWhole(analyse(recording)), source, tool, englishUtc);
}

/** Audits HAR files and writes what was found; the report is all that is ever written. */
export function audit(options: AuditOptions, tool: ReportTool, io: Io): ExitCode {
  const { files, hosts, json, failOn, strict } = options;
  const reading = readFiles(files, hostFilter(futureGuide.isServiceHost, hosts), io);
  if (reading.kind === 'unusable') {
    io.err(`${visibleInLine(reading.sentence)}\n`);
    return EXIT.unusable;
  }
  const made = reportOfFiles(reading.files, files, tool);

  const blind = reading.files.filter(canJudgeNothing);
  const notes = blind.filter(({ isSanitised }) => isSanitised).map(whyBlind);
  const isColoured = io.isTerminal && !io.env.NO_COLOR;
  for (const chunk of json ? reportAsJson(made) : reportAsText(made, isColoured, notes))
    io.out(chunk);

  const counts = countWords(made);
  const found = [...new Set(failOn)].filter((word) => counts.has(word));
  if (failOn.length > 0 || strict)
    for (const file of blind) io.err(`${visibleInLine(`Not judged: ${whyBlind(file)}`)}\n`);
  if (found.length === 0) return strict && blind.length > 0 ? EXIT.unusable : EXIT.ok;
  io.err(`Found ${found.map((word) => `${word} (${counts.get(word)})`).join(', ')}.\n`);
  return EXIT.found;
}
