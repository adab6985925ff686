import { englishUtc } from '../core/language/english.ts';
import { readWhole } from '../core/report/reading.ts';
import { type Report, type ReportTool, reportOf } from '../core/report/report.ts';
import { analysisOfFiles } from './audit.ts';
import { whyBlind } from './blind-file.ts';
import type { Io } from './io.ts';
import type { Judging } from './profile.ts';
import { fileNames, readFiles } from './read-files.ts';

/** What a file comes to, on one line of JSON; `error` alone where it could not be read. */
type Line =
  | { file: string; error: string }
  | {
      file: string;
      error: null;
      /** ISO 8601, UTC */
      startedAt: string | null;
      /** why nothing in it could be judged */
      notJudged: string | null;
      /** generations of the tokens in it */
      generations: string[];
      /** how often each cause, of the app’s own requests and sockets; a list, which SQL can unfold */
      causes: { cause: string; count: number }[];
      findings: string[];
      health: Report['health'];
      clock: Report['clock'];
    };

function countCauses({ requests, sockets }: Report): { cause: string; count: number }[] {
  const counts = new Map<string, number>();
  const own = requests.filter(({ by, told, foreign }) => by === 'app' && !told && !foreign);
  for (const { cause } of [...own, ...sockets])
    if (cause !== undefined) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].map(([cause, count]) => ({ cause, count }));
}

function lineOf(path: string, { profile, isWanted }: Judging, tool: ReportTool, io: Io): Line {
  const reading = readFiles([path], isWanted, io);
  if (reading.kind === 'unusable') return { file: path, error: reading.sentence };
  const analysis = analysisOfFiles(reading.files, profile);
  const source = { kind: 'har', names: fileNames([path]) } as const;
  const report = reportOf(readWhole(analysis), source, tool, englishUtc);
  const generations = analysis.chains.credentials.all.flatMap(({ decoded }) =>
    decoded.kind === 'jws' ? (profile.generation(decoded.claims) ?? []) : [],
  );
  const [file] = reading.files;
  const isBlind = file !== undefined && (file.isSanitised || file.legs.length === 0);
  return {
    file: path,
    error: null,
    startedAt: report.requests[0]?.startedAt ?? null,
    notJudged: isBlind ? whyBlind(file) : null,
    generations: [...new Set(generations)].sort(),
    causes: countCauses(report),
    findings: report.findings.map(({ code }) => code),
    health: report.health,
    clock: report.clock,
  };
}

/** The line of a file, whatever is in it. */
export function eachLine(path: string, judging: Judging, tool: ReportTool, io: Io): string {
  try {
    return JSON.stringify(lineOf(path, judging, tool, io));
  } catch (error) {
    // The engine's own message could quote what was recorded.
    const kind = error instanceof Error ? error.constructor.name : typeof error;
    const line: Line = { file: path, error: `${tool.name} could not make sense of it (${kind}).` };
    return JSON.stringify(line);
  }
}

/** The line of a file that whoever read it did not survive. */
export function lostLine(path: string, reason: string): string {
  const line: Line = {
    file: path,
    error: `${path} could not be read: its process ended (${reason}).`,
  };
  return JSON.stringify(line);
}
