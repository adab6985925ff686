import { hostFilter, readHarFile } from '../core/har/har-file.ts';
import { counted, englishUtc } from '../core/language/english.ts';
import type { FaultObservation } from '../core/recording/observation.ts';
import { Recording } from '../core/recording/recording.ts';
import { NO_LIMITS } from '../core/recording/recording-limits.ts';
import { refusedRows, reportedPath } from '../core/report/document/refused-rows.ts';
import { readWhole } from '../core/report/reading.ts';
import { type Report, type ReportTool, reportOf } from '../core/report/report.ts';
import { analyse } from '../core/verdict/analysis.ts';
import { futureGuide } from '../futureguide.ts';
import type { TokenCheck, TokenWord } from './options.ts';

/** What a test's recording comes to. */
export interface TestVerdict {
  report: Report;
  /** `tokens: 214 requests, 1 refresh, 0 refused` */
  line: string;
  /** why the test should fail, for people; null where nothing of `failOn` was found */
  message: string | null;
}

/** A request that was found, told. */
interface Found {
  words: TokenWord[];
  text: string;
}

const MAX_TOLD = 5;
/** The report on a test's HAR and on the faults that the test had switched on. */
export function judgeHar(
  text: string,
  faults: readonly FaultObservation[],
  hosts: readonly string[],
  tool: ReportTool,
): Report {
  const reading = readHarFile(text, 'file 1', hostFilter(futureGuide.isServiceHost, hosts));
  if (reading.kind === 'problem')
    throw new Error('Playwright has written no HAR that can be read.');
  const recording = new Recording(futureGuide, NO_LIMITS);
  for (const fault of faults) recording.add(fault);
  for (const leg of reading.legs) recording.add(leg);
  return reportOf(readWhole(analyse(recording)), { kind: 'har' }, tool, englishUtc);
}

function isExcepted(url: string, except: TokenCheck['except']): boolean {
  const path = reportedPath(url);
  return except.some((each) =>
    typeof each === 'string' ? path.startsWith(each) : url.search(each) >= 0,
  );
}

/** Each request or socket with a word that is looked for, and why. */
function foundRows(report: Report, { failOn, except }: TokenCheck): Found[] {
  const told = new Map(refusedRows(report, englishUtc).map((refusal) => [refusal.id, refusal]));
  return [...report.requests, ...report.sockets].flatMap((row) => {
    const words = [...row.flags, ...(row.cause === undefined ? [] : [row.cause])].filter((word) =>
      failOn.includes(word),
    );
    if (words.length === 0 || isExcepted(row.url, except)) return [];
    const refusal = told.get(row.id);
    const name =
      'method' in row
        ? `${row.method} ${reportedPath(row.url)}`
        : `socket ${reportedPath(row.url)}`;
    const sentence =
      refusal?.sentence ?? englishUtc.say('document_step_accepted_expired', { count: 1 });
    const sure = refusal?.certainty ? ` (${refusal.certainty})` : '';
    const evidence = (refusal?.evidence ?? []).map((one) => `\n      – ${one}`).join('');
    return [{ words, text: `  ${row.id} ${name}\n    ${sentence}${sure}${evidence}` }];
  });
}

function foundFindings(report: Report, { failOn, except }: TokenCheck): Found[] {
  const urls = new Map(report.requests.map(({ id, url }) => [String(id), url]));
  return report.findings.flatMap(({ code, title, evidence, advice, requests }) => {
    const isExcept =
      requests.length > 0 && requests.every((id) => isExcepted(urls.get(id) ?? '', except));
    if (!failOn.includes(code) || isExcept) return [];
    const lines = evidence.map(({ text }) => `\n      – ${text}`).join('');
    return [{ words: [code], text: `  ${code}: ${title}${lines}\n      → ${advice}` }];
  });
}

function lineOf({ requests, refreshes }: Report): string {
  const refused = requests.filter(({ outcome }) => outcome === 'rejected').length;
  const count = counted(requests.length, 'request', 'requests');
  return `tokens: ${count}, ${counted(refreshes.length, 'refresh', 'refreshes')}, ${refused} refused`;
}

/** Whether something of `failOn` is in a report, and what. */
export function judge(report: Report, check: TokenCheck): TestVerdict {
  const found = [...foundRows(report, check), ...foundFindings(report, check)];
  const line = lineOf(report);
  if (found.length === 0) return { report, line, message: null };
  const words = [...new Set(found.flatMap((each) => each.words))].join(', ');
  const more = found.length - MAX_TOLD;
  const texts = found.slice(0, MAX_TOLD).map(({ text }) => text);
  if (more > 0) texts.push(`  and ${more} more: the attached report has them all`);
  return { report, line, message: `Tokens went wrong (${words}):\n${texts.join('\n')}` };
}
