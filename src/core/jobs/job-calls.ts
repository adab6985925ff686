import type { JobIds } from '../service/service-profile.ts';
import { fieldsOf, readJson } from '../token/json.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { RequestEntry } from '../verdict/entry.ts';
import { isOwn } from '../verdict/own-traffic.ts';
import type { Sending } from '../verdict/sending.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** One call of a job; times in ms since the epoch. */
export interface Call {
  kind: 'submit' | 'poll' | 'result' | 'socket';
  sending: Sending;
  verdict: Verdict;
  startedAt: number | null;
  /** it brought the result */
  isResult: boolean;
}

export interface JobCalls {
  job: string;
  /** in order of time, undated ones last */
  calls: Call[];
}

/** A submit whose answer cannot be read belongs to the job first polled within this time. */
const FIRST_POLL_WITHIN_MS = 30_000;
/** An app that sends a refused submit again does so within this time. */
const SENT_AGAIN_WITHIN_MS = 60_000;
const NO_IDS: JobIds = { job: null, result: null };

interface Submit {
  judged: RequestEntry;
  job: string | null;
}

export function endOf({ sending, startedAt }: Call): number | null {
  return sending.answeredAt ?? sending.sentAt ?? startedAt;
}

const startOf = ({ facts: request }: RequestEntry) => request.startedAt ?? Number.POSITIVE_INFINITY;

function isSuccess(status: number | null): boolean {
  return status !== null && ((status >= 200 && status < 300) || status === 304);
}

class Jobs {
  readonly #calls = new Map<string, Call[]>();

  add(job: string, call: Call): void {
    const known = this.#calls.get(job);
    if (known) known.push(call);
    else this.#calls.set(job, [call]);
  }

  all(): JobCalls[] {
    const time = ({ startedAt }: Call) => startedAt ?? Number.POSITIVE_INFINITY;
    const jobs = [...this.#calls].map(([job, calls]) => {
      const ordered = calls.sort((a, b) => (time(a) === time(b) ? 0 : time(a) - time(b)));
      return { job, calls: ordered, from: ordered[0] ? time(ordered[0]) : 0 };
    });
    return jobs.sort((a, b) => (a.from === b.from ? 0 : a.from - b.from));
  }
}

function callOf({ facts: request, sending, verdict }: RequestEntry, kind: Call['kind']): Call {
  const isResult = kind === 'result' && isSuccess(request.status);
  return { kind, sending, verdict, startedAt: request.startedAt, isResult };
}

function idsIn(text: string | null, jobIn: (payload: unknown) => JobIds): JobIds {
  return text === null ? NO_IDS : jobIn(readJson(text));
}

/** Which job a result belongs to, by what polls and sockets said. */
function resultIds({ recording }: Analysis, requests: readonly RequestEntry[]) {
  const { jobIn } = recording.profile;
  const jobs = new Map<string, string>();
  const note = ({ job, result }: JobIds, otherwise: string | null) => {
    const owner = job ?? otherwise;
    if (owner !== null && result !== null) jobs.set(result, owner);
  };
  for (const { facts: request } of requests) {
    const { route, body } = request;
    // Most polls say nothing of a result, and need not be parsed to see that.
    if (route.kind === 'poll' && body.kind === 'text' && /result/i.test(body.text))
      note(idsIn(body.text, jobIn), route.job);
  }
  for (const { direction, payload } of recording.socketEvents())
    if (direction === 'receive') note(jobIn(fieldsOf(payload)), null);
  return jobs;
}

function lastSegment(url: string): string {
  return URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : '';
}

/** Gives submits without a readable job to the jobs that were first polled right after them. */
function nameByFirstPoll(submits: Submit[], jobs: JobCalls[]): void {
  const named = new Set(submits.flatMap(({ job }) => job ?? []));
  for (const submit of submits) {
    if (submit.job !== null || !isSuccess(submit.judged.facts.status)) continue;
    const from = startOf(submit.judged);
    const next = jobs.find(({ job, calls: [first] }) => {
      const at = first?.startedAt ?? Number.POSITIVE_INFINITY;
      return !named.has(job) && at >= from && at <= from + FIRST_POLL_WITHIN_MS;
    });
    if (!next) continue;
    submit.job = next.job;
    named.add(next.job);
  }
}

/** Gives a refused submit to the job that the same submit began when it was sent again. */
function nameBySecondTry(submits: Submit[]): void {
  for (const [index, submit] of submits.entries()) {
    if (submit.job !== null || submit.judged.verdict.outcome !== 'rejected') continue;
    const { facts: request } = submit.judged;
    const until = (request.endedAt ?? startOf(submit.judged)) + SENT_AGAIN_WITHIN_MS;
    const again = submits
      .slice(index + 1)
      .find(({ job, judged }) => job !== null && startOf(judged) <= until);
    const isSame = again?.judged.facts.requestBody === request.requestBody;
    if (again && isSame) submit.job = again.job;
  }
}

/** The app's requests; a fault counts for what it let through. */
function requestsOf(analysis: Analysis): RequestEntry[] {
  return analysis.requests.filter(
    (judged) =>
      isOwn(judged) || (judged.sending.fault !== null && judged.verdict.outcome === 'accepted'),
  );
}

/** Every call of every job: submits, polls, results and sockets, in order of the jobs' beginning. */
export function readJobCalls(analysis: Analysis): JobCalls[] {
  const { jobIn } = analysis.recording.profile;
  const requests = requestsOf(analysis);
  const results = resultIds(analysis, requests);
  const jobs = new Jobs();
  const submits: Submit[] = [];
  for (const judged of requests) {
    const { route, body, requestBody, status, url } = judged.facts;
    if (route.kind === 'submit') {
      const told = body.kind === 'text' ? idsIn(body.text, jobIn).job : null;
      const job = (isSuccess(status) ? told : null) ?? idsIn(requestBody, jobIn).job;
      submits.push({ judged, job });
    } else if (route.job !== null && (route.kind === 'poll' || route.kind === 'result')) {
      jobs.add(route.job, callOf(judged, route.kind));
    } else if (route.kind === 'public') {
      const job = results.get(lastSegment(url));
      if (job !== undefined) jobs.add(job, callOf(judged, 'result'));
    }
  }
  nameByFirstPoll(submits, jobs.all());
  nameBySecondTry(submits);
  for (const { judged, job } of submits) {
    const isRefused = judged.verdict.outcome === 'rejected';
    const name = job ?? (isRefused ? judged.facts.id : null);
    if (name !== null) jobs.add(name, callOf(judged, 'submit'));
  }
  addSockets(analysis, jobs);
  return jobs.all();
}

/** A socket that names no job serves every job that runs when it authenticates. */
function addSockets({ sockets }: Analysis, jobs: Jobs): void {
  const running = jobs.all().map(({ job, calls }) => ({
    job,
    from: calls[0]?.startedAt ?? Number.POSITIVE_INFINITY,
    to: calls.reduce((last, call) => Math.max(last, endOf(call) ?? last), 0),
  }));
  for (const { facts: use, sending, verdict } of sockets) {
    if (sending.fault !== null && verdict.outcome !== 'accepted') continue;
    const call: Call = { kind: 'socket', sending, verdict, startedAt: use.at, isResult: false };
    if (use.job !== null) jobs.add(use.job, call);
    else
      for (const { job, from, to } of running)
        if (use.at >= from && use.at <= to) jobs.add(job, call);
  }
}
