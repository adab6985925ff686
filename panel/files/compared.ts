import { type Comparison, compareReports } from '../../src/core/report/compare/compare.ts';
import type { OpenedTogether } from '../../src/core/report/opened-file.ts';
import { readWhole } from '../../src/core/report/reading.ts';
import { reportOf } from '../../src/core/report/report.ts';
import type { ReportFile } from '../../src/core/report/report-schema.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { language, say } from '../words/language.ts';
import { reportIn, TOOL } from './exports.ts';
import { recordingOf } from './file-session.ts';
import type { Failure } from './files.ts';
import { MAX_FILE_BYTES, readFiles } from './read-files.ts';

/** Two recordings side by side, by their names. */
export interface Compared {
  kind: 'compared';
  comparison: Comparison;
  before: string;
  after: string;
}

export type Comparing = Compared | { kind: 'failed'; failure: Failure };

function reportOfFile(
  opened: Exclude<OpenedTogether, { kind: 'problem' }>,
  added: unknown,
): ReportFile {
  if (opened.kind === 'report') return opened.report;
  const analysis = analyse(recordingOf(opened.legs, added));
  return reportOf(readWhole(analysis), { kind: 'har' }, TOOL, language.value);
}

/** When a recording began, ms; one without any time counts as the later. */
function beginningOf({ requests }: ReportFile): number {
  const first = requests.find(({ startedAt }) => startedAt !== null)?.startedAt;
  return first ? Date.parse(first) : Number.POSITIVE_INFINITY;
}

/** Compares what is shown with a file; the recording that began earlier is the one before. */
export async function compareWith(model: PanelModel, file: File): Promise<Comparing> {
  const failed = (problem: Failure['problem']): Comparing => {
    return { kind: 'failed', failure: { name: file.name, problem, withAllHosts: null } };
  };
  if (file.size > MAX_FILE_BYTES) return failed({ kind: 'too-large' });
  const { opened, added } = await readFiles([file], []);
  if (!opened) return failed({ kind: 'unreadable' });
  if (opened.kind === 'problem') return failed(opened.problem);
  const shown = reportIn(model, language.value);
  const other = reportOfFile(opened, added);
  const isShownBefore = beginningOf(shown) <= beginningOf(other);
  const here = say('compare_this');
  return isShownBefore
    ? {
        kind: 'compared',
        comparison: compareReports(shown, other),
        before: here,
        after: file.name,
      }
    : {
        kind: 'compared',
        comparison: compareReports(other, shown),
        before: file.name,
        after: here,
      };
}
