import * as v from 'valibot';
import { fieldsOf } from '../../token/json.ts';
import { type ReportFile, reportSchema } from '../report-schema.ts';

/** Why a text that calls itself a report is none, and where. */
export type ReportProblem =
  | { kind: 'other-schema'; schema: string }
  | { kind: 'missing' | 'unexpected' | 'wrong'; where: string };

export type ReportReading =
  | { kind: 'report'; report: ReportFile }
  | { kind: 'problem'; problem: ReportProblem };

/** Whether parsed JSON sets out to be a report. */
export function looksLikeReport(value: unknown): boolean {
  const { schema, requests, findings } = fieldsOf(value);
  return schema !== undefined && (requests !== undefined || findings !== undefined);
}

const LONGEST_SCHEMA = 20;

/** `requests[3].validity` */
function placeInFile(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).reduce((path, { key }) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? String(key) : `${path}.${String(key)}`;
  }, '');
}

function problemOf(issue: v.BaseIssue<unknown>): ReportProblem {
  const where = placeInFile(issue);
  if (issue.type !== 'strict_object') return { kind: 'wrong', where };
  if (issue.expected === 'never') return { kind: 'unexpected', where };
  return { kind: issue.received === 'undefined' ? 'missing' : 'wrong', where };
}

/** Admits parsed JSON that is a report of schema 1 to the letter. */
export function readReport(value: unknown): ReportReading {
  const { schema } = fieldsOf(value);
  if (schema !== 1 && schema !== undefined) {
    const said = JSON.stringify(schema).slice(0, LONGEST_SCHEMA);
    return { kind: 'problem', problem: { kind: 'other-schema', schema: said } };
  }
  const parsed = v.safeParse(reportSchema, value, { abortEarly: true });
  if (parsed.success) return { kind: 'report', report: parsed.output };
  return { kind: 'problem', problem: problemOf(parsed.issues[0]) };
}
