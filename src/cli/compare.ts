import { parseFile } from '../core/har/har-file.ts';
import { Utf8Reader } from '../core/har/utf8.ts';
import { visibleInLine } from '../core/language/visible.ts';
import { compareReports } from '../core/report/compare/compare.ts';
import { readReport } from '../core/report/reading/read-report.ts';
import type { ReportTool } from '../core/report/report.ts';
import type { ReportFile } from '../core/report/report-schema.ts';
import type { CompareOptions } from './arguments.ts';
import { reportOfFiles } from './audit.ts';
import { comparisonAsMarkdown, comparisonAsText } from './compare-text.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { type Judging, readJudging } from './profile.ts';
import { readFiles, readText } from './read-files.ts';
import { jsonInHtml } from './report-html.ts';

type ReadReport = { kind: 'report'; report: ReportFile } | { kind: 'unusable'; sentence: string };

/** Our own report begins so; a HAR has `log` first, or is no JSON at all. */
const REPORT = /^\s*\{\s*"schema"/;
const HTML = /^\s*<!doctype html/i;
const BEGINNING_BYTES = 1_024;

/** A `report.json`, or the one that an HTML report carries; null where it is neither. */
function asReport(text: string): unknown {
  const json = HTML.test(text) ? jsonInHtml(text) : text;
  return json !== null && REPORT.test(json) ? (parseFile(json) ?? null) : null;
}

/** By how it begins; what cannot be read is said by whoever reads it. */
function mayBeReport(path: string, io: Io): boolean {
  try {
    const [first = new Uint8Array(0)] = io.openFile(path).pieces();
    const input = new Utf8Reader();
    const bytes = input.read(first.subarray(0, BEGINNING_BYTES));
    const text = new TextDecoder().decode(bytes) + new TextDecoder().decode(input.end());
    return HTML.test(text) || REPORT.test(text);
  } catch {
    return false;
  }
}

/** A report as it is, or that of a HAR file. */
function readSide(path: string, judging: Judging, tool: ReportTool, io: Io): ReadReport {
  const read = mayBeReport(path, io) ? readText(path, io) : null;
  if (read?.kind === 'unusable') return read;
  const value = read && asReport(read.text);
  if (value !== null) {
    const told = readReport(value);
    if (told.kind === 'report') return told;
    return { kind: 'unusable', sentence: `${path} is no report that this version can read.` };
  }
  const reading = readFiles([path], judging.isWanted, io);
  if (reading.kind === 'unusable') return reading;
  const report = reportOfFiles(reading.files, [path], tool, judging.profile);
  return { kind: 'report', report };
}

/** Says what changed between two recordings. */
export function compare(options: CompareOptions, tool: ReportTool, io: Io): ExitCode {
  const { before, after, output, failOnNew, hosts, profile } = options;
  const known = readJudging(profile, hosts, io);
  if (known.kind === 'unusable') {
    io.err(`${visibleInLine(known.sentence)}\n`);
    return EXIT.unusable;
  }
  const was = readSide(before, known.judging, tool, io);
  const is = readSide(after, known.judging, tool, io);
  if (was.kind === 'unusable' || is.kind === 'unusable') {
    const [first] = [was, is].flatMap((side) => (side.kind === 'unusable' ? side.sentence : []));
    io.err(`${visibleInLine(first ?? '')}\n`);
    return EXIT.unusable;
  }
  const comparison = compareReports(was.report, is.report);
  switch (output) {
    case 'json':
      io.out(`${JSON.stringify(comparison, null, 2)}\n`);
      break;
    case 'markdown':
      io.out(comparisonAsMarkdown(comparison));
      break;
    case 'text':
      io.out(comparisonAsText(comparison));
      break;
  }
  const { fresh } = comparison.findings;
  if (!failOnNew || fresh.length === 0) return EXIT.ok;
  io.err(`New: ${fresh.map(({ code }) => code).join(', ')}.\n`);
  return EXIT.found;
}
