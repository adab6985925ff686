import { type Said, said, wordKey } from '../language/language.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import { availableAt } from '../verdict/credentials.ts';
import { ownRequests, refreshEntries, refreshResult } from '../verdict/own-traffic.ts';
import { type Call, endOf, readJobCalls } from './job-calls.ts';

/** One assessment from submit to result; times in ms since the epoch. */
export interface Job {
  /** the job's id, or that of the request where a submit was refused and no job began */
  job: string;
  submittedAt: number | null;
  firstAt: number | null;
  /** the end of its last call */
  lastAt: number | null;
  result: 'pass' | 'fail' | 'open';
  /** the app's refreshes that brought a token while it ran */
  refreshes: number;
  /** whether the result was fetched */
  hasResult: boolean;
  /** the request or socket that was refused first */
  refusal: string | null;
  /** one sentence that says why it passed or failed */
  why: Said;
}

interface Renewals {
  /** ms, when refreshes of the app ended that brought a token */
  at: number[];
  /** tokens that the debugger fetched */
  byDebugger: ReadonlySet<CredentialRecord>;
}

function readRenewals(analysis: Analysis): Renewals {
  const own = refreshEntries(analysis, ownRequests(analysis));
  const { refreshes } = analysis.chains;
  return {
    at: refreshes.flatMap(({ request, endedAt, startedAt }) => {
      const judged = own.get(request.id);
      return judged && refreshResult(judged) === 'succeeded' ? [endedAt ?? startedAt] : [];
    }),
    byDebugger: new Set(
      refreshes.flatMap(({ by, to }) => (by === 'debugger' && to !== null ? [to] : [])),
    ),
  };
}

interface Expiry {
  record: CredentialRecord;
  /** the first of its calls that reached beyond it, or the last before */
  call: Call;
}

/** Tokens of its calls that ran out, by the server's clock, while the job ran. */
function expiriesIn(calls: readonly Call[], from: number, to: number): Expiry[] {
  const found = new Map<CredentialRecord, Expiry>();
  for (const call of calls) {
    const { record, sentAt } = call.sending;
    const { secondsLeft } = call.verdict;
    if (!record || sentAt === null || secondsLeft === null) continue;
    const expiresAt = sentAt + secondsLeft * 1000;
    if (expiresAt <= from || expiresAt > to) continue;
    const known = found.get(record);
    if (!known || (endOf(known.call) ?? 0) < expiresAt) found.set(record, { record, call });
  }
  return [...found.values()];
}

type JobResult = Pick<Job, 'result' | 'why'>;

function judge(
  analysis: Analysis,
  calls: readonly Call[],
  run: { from: number; to: number; refreshes: number; hasResult: boolean },
  renewals: Renewals,
): JobResult {
  const refused = calls.filter(
    ({ verdict, sending }) => verdict.outcome === 'rejected' && sending.fault === null,
  );
  const [first] = refused;
  if (first) {
    const { error } = first.verdict;
    const reason = error?.code ?? error?.message ?? first.sending.status ?? said('job_no_reason');
    return {
      result: 'fail',
      why: said(run.hasResult ? 'job_refused_healed' : 'job_refused', {
        call: said(wordKey('call', first.kind)),
        id: first.sending.id,
        reason,
      }),
    };
  }
  const newerOf = ({ record }: Expiry) => {
    const newer = analysis.chains.replacedBy(record);
    return newer && availableAt(newer) <= run.to ? newer : null;
  };
  const expiries = run.refreshes > 0 ? [] : expiriesIn(calls, run.from, run.to);
  const unrenewed = expiries.find((expiry) => newerOf(expiry) === null);
  const byDebugger = expiries.find((expiry) => {
    const newer = newerOf(expiry);
    return newer !== null && renewals.byDebugger.has(newer);
  });
  const ranOut = { token: unrenewed?.record.id ?? null, call: unrenewed?.call.sending.id ?? null };
  if (!run.hasResult)
    return {
      result: 'open',
      why: unrenewed ? said('job_open_unrenewed', ranOut) : said('job_open'),
    };
  if (unrenewed) return { result: 'fail', why: said('job_unrenewed', ranOut) };
  if (byDebugger) return { result: 'open', why: said('job_renewed_by_debugger') };
  return { result: 'pass', why: passedBecause(run.refreshes, expiries.length) };
}

/** ms; from the first start to the last end, without end where there is none. */
function spanOf(calls: readonly Call[]): { from: number; to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const call of calls) {
    from = Math.min(from, call.startedAt ?? Number.POSITIVE_INFINITY);
    to = Math.max(to, endOf(call) ?? Number.NEGATIVE_INFINITY);
  }
  return { from, to };
}

function passedBecause(refreshes: number, expiries: number): Said {
  if (refreshes > 0) return said('job_passed_with_refresh', { count: refreshes });
  return expiries > 0 ? said('job_renewed_unseen') : said('job_passed');
}

/** Follows every assessment from submit to result, in order of their beginning. */
export function readJobs(analysis: Analysis): Job[] {
  const renewals = readRenewals(analysis);
  return readJobCalls(analysis).map(({ job, calls }) => {
    const { from, to } = spanOf(calls);
    const refreshes = renewals.at.filter((at) => at >= from && at <= to).length;
    const hasResult = calls.some(({ isResult }) => isResult);
    const submits = calls.filter(({ kind }) => kind === 'submit');
    const submitted = submits.find(({ verdict }) => verdict.outcome === 'accepted');
    const refusal = calls.find(
      ({ verdict, sending }) => verdict.outcome === 'rejected' && sending.fault === null,
    );
    return {
      job,
      submittedAt: (submitted ?? submits[0])?.startedAt ?? null,
      firstAt: Number.isFinite(from) ? from : null,
      lastAt: Number.isFinite(to) ? to : null,
      refreshes,
      hasResult,
      refusal: refusal?.sending.id ?? null,
      ...judge(analysis, calls, { from, to, refreshes, hasResult }, renewals),
    };
  });
}
