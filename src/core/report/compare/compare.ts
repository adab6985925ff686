import { withoutIds } from '../../findings/wording.ts';
import type { Cause, FindingCode } from '../../language/stable-words.ts';
import type { FileRequest, ReportFile } from '../report-schema.ts';
import { type Conclusion, conclude } from './conclusion.ts';

/** Two numbers of the same kind, of the recording before a change and of the one after it. */
export interface Pair<Value> {
  before: Value;
  after: Value;
}

/** A finding with its sentences, as the reports say them; null where it was not found. */
export interface ComparedFinding extends Pair<string | null> {
  code: FindingCode;
}

/** How often requests of a route were refused for a cause. */
export interface ComparedCause extends Pair<number> {
  /** method and path, ids left out */
  endpoint: string;
  cause: Cause;
}

type ReportHealth = ReportFile['health'];

/** What changed between two recordings. */
export interface Comparison {
  conclusion: Conclusion;
  findings: { gone: ComparedFinding[]; fresh: ComparedFinding[]; left: ComparedFinding[] };
  /** those that moved, the largest move first */
  causes: ComparedCause[];
  health: Pair<ReportHealth>;
}

/** `GET /api/assessment/status/…`: what tells two jobs or users apart is left out; versions stay. */
function endpointOf({ method, url }: FileRequest): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return `${method} ${withoutIds(path)}`;
}

function countCauses({ requests }: ReportFile): Map<string, ComparedCause> {
  const counted = new Map<string, ComparedCause>();
  for (const request of requests) {
    const { cause, by, fault } = request;
    if (!cause || by !== 'app' || fault) continue;
    const endpoint = endpointOf(request);
    const key = `${cause} ${endpoint}`;
    const known = counted.get(key) ?? { endpoint, cause, before: 0, after: 0 };
    known.before += 1;
    counted.set(key, known);
  }
  return counted;
}

function compareCauses(before: ReportFile, after: ReportFile): ComparedCause[] {
  const all = countCauses(before);
  for (const [key, { endpoint, cause, before: count }] of countCauses(after)) {
    const known = all.get(key) ?? { endpoint, cause, before: 0, after: 0 };
    known.after = count;
    all.set(key, known);
  }
  const move = (it: ComparedCause) => Math.abs(it.after - it.before);
  return [...all.values()].filter((it) => move(it) > 0).sort((a, b) => move(b) - move(a));
}

function compareFindings(before: ReportFile, after: ReportFile): Comparison['findings'] {
  const titles = ({ findings }: ReportFile) =>
    new Map(findings.map(({ code, title }) => [code, title]));
  const was = titles(before);
  const is = titles(after);
  const all = [...new Set([...was.keys(), ...is.keys()])].map((code) => ({
    code,
    before: was.get(code) ?? null,
    after: is.get(code) ?? null,
  }));
  return {
    gone: all.filter(({ after: said }) => said === null),
    fresh: all.filter(({ before: said }) => said === null),
    left: all.filter((it) => it.before !== null && it.after !== null),
  };
}

/** What the second recording shows that the first did not, and the other way round. */
export function compareReports(before: ReportFile, after: ReportFile): Comparison {
  return {
    conclusion: conclude(before, after),
    findings: compareFindings(before, after),
    causes: compareCauses(before, after),
    health: { before: before.health, after: after.health },
  };
}
