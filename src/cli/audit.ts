import { englishUtc } from '../core/language/english.ts';
import { visibleInLine } from '../core/language/visible.ts';
import { Recording } from '../core/recording/recording.ts';
import { NO_LIMITS } from '../core/recording/recording-limits.ts';
import type { DocumentContext } from '../core/report/document/document.ts';
import { markdownReport } from '../core/report/document/report-markdown.ts';
import { peopleIn } from '../core/report/people-in.ts';
import { readWhole } from '../core/report/reading.ts';
import { type Report, type ReportTool, reportOf } from '../core/report/report.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import { type Analysis, analyse } from '../core/verdict/analysis.ts';
import type { AuditOptions } from './arguments.ts';
import { canJudgeNothing, whyBlind } from './blind-file.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { readJudging } from './profile.ts';
import {
  fileNames,
  legsOf,
  type ReadFile,
  readFiles,
  writeFailure,
  writtenOver,
} from './read-files.ts';
import { reportAsHtml } from './report-html.ts';
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

/** HAR files that were read, as one recording. */
export function analysisOfFiles(files: readonly ReadFile[], profile: ServiceProfile): Analysis {
  const recording = new Recording(profile, NO_LIMITS);
  for (const leg of legsOf(files)) recording.add(leg);
  return analyse(recording);
}

function sourceOf(paths: readonly string[]) {
  return { kind: 'har', names: fileNames(paths) } as const;
}

/** The report of HAR files that were read, as one recording. */
export function reportOfFiles(
  files: readonly ReadFile[],
  paths: readonly string[],
  tool: ReportTool,
  profile: ServiceProfile,
): Report {
  const analysis = analysisOfFiles(files, profile);
  return reportOf(readWhole(analysis), sourceOf(paths), tool, englishUtc);
}

/** Writes the report; gives the sentence that says why it could not. */
function write(
  report: Report,
  { output, htmlFile }: AuditOptions,
  context: DocumentContext,
  notes: readonly string[],
  io: Io,
): string | null {
  if (output === 'html' && htmlFile !== null) {
    try {
      io.writeFile(htmlFile, reportAsHtml(report, context));
      return null;
    } catch (error) {
      return writeFailure(htmlFile, error);
    }
  }
  if (output === 'markdown') {
    io.out(markdownReport(report, context));
    return null;
  }
  const isColoured = io.isTerminal && !io.env.NO_COLOR;
  const chunks = output === 'json' ? reportAsJson(report) : reportAsText(report, isColoured, notes);
  for (const chunk of chunks) io.out(chunk);
  return null;
}

/** Audits HAR files and writes what was found; the report is all that is ever written. */
export function audit(options: AuditOptions, tool: ReportTool, io: Io): ExitCode {
  const { files, hosts, htmlFile, profile: path, failOn, strict } = options;
  const unusable = (sentence: string) => {
    io.err(`${visibleInLine(sentence)}\n`);
    return EXIT.unusable;
  };
  const over = writtenOver(files, htmlFile === null ? [] : [htmlFile], '--html');
  if (over !== null) return unusable(over);
  const known = readJudging(path, hosts, io);
  if (known.kind === 'unusable') return unusable(known.sentence);
  const { profile, isWanted } = known.judging;
  const reading = readFiles(files, isWanted, io);
  if (reading.kind === 'unusable') return unusable(reading.sentence);
  const analysis = analysisOfFiles(reading.files, profile);
  const made = reportOf(readWhole(analysis), sourceOf(files), tool, englishUtc);

  const blind = reading.files.filter(canJudgeNothing);
  const notes = blind.filter(({ isSanitised }) => isSanitised).map(whyBlind);
  const environment = { browser: null, language: null, timeZone: null };
  const isForPeople = options.output === 'html' || options.output === 'markdown';
  const people = isForPeople ? peopleIn(analysis) : [];
  const context = { profile, language: englishUtc, environment, people };
  const failure = write(made, options, context, notes, io);
  if (failure !== null) return unusable(failure);

  const counts = countWords(made);
  const found = [...new Set(failOn)].filter((word) => counts.has(word));
  if (failOn.length > 0 || strict)
    for (const file of blind) io.err(`${visibleInLine(`Not judged: ${whyBlind(file)}`)}\n`);
  if (found.length === 0) return strict && blind.length > 0 ? EXIT.unusable : EXIT.ok;
  io.err(`Found ${found.map((word) => `${word} (${counts.get(word)})`).join(', ')}.\n`);
  return EXIT.found;
}
