import type { ClockReading } from '../../clock/server-clock.ts';
import { whole } from '../../recording/growing-lists.ts';
import type { Recorded } from '../../recording/recorded.ts';
import type { RequestFacts } from '../../recording/request.ts';
import type { SocketConnection } from '../../recording/socket-connections.ts';
import type { SocketUse } from '../../recording/sockets.ts';
import { isWitnessed } from '../../recording/witness.ts';
import type { ServiceProfile } from '../../service/service-profile.ts';
import { type Analysis, isAnswered } from '../../verdict/analysis.ts';
import type { Reading } from '../reading.ts';
import type { ReportFile } from '../report-schema.ts';
import { millisecondsOf } from './milliseconds.ts';
import { readChains, readRecords } from './reported-credentials.ts';
import { readEvidence, readRequestRow, readSocketRows, toldWords } from './reported-rows.ts';

/** Has the requests and sockets that a report tells of, and nothing that it does not hold. */
function readRecorded(
  profile: ServiceProfile,
  requests: readonly RequestFacts[],
  uses: readonly SocketUse[],
  connections: readonly SocketConnection[],
): Recorded {
  return {
    profile,
    clearedAt: null,
    version: 0,
    dropped: 0,
    leftOut: 0,
    requests: () => requests,
    requestGrowth: () => whole(requests),
    documents: () => [],
    storageHistory: () => [],
    storage: () => null,
    faults: () => [],
    socketUses: () => uses,
    socketConnections: () => connections,
    socketEvents: () => [],
  };
}

/** The sockets whose beginning or end the report tells. */
function readConnections(
  { sockets }: ReportFile,
  uses: readonly SocketUse[],
): readonly SocketConnection[] {
  const connections = new Map<string, SocketConnection>();
  for (const [index, use] of uses.entries()) {
    const { socket, url, at } = use;
    const closedAt = millisecondsOf(sockets[index]?.closedAt);
    const openedAt = millisecondsOf(sockets[index]?.openedAt);
    if ((openedAt ?? closedAt) === null || connections.has(socket)) continue;
    connections.set(socket, {
      socket,
      url,
      openedAt: openedAt ?? at,
      isFromStart: openedAt !== null,
      closedAt,
      lastAt: closedAt ?? at,
      isLive: closedAt !== null,
      isReadable: false,
      refusal: null,
    });
  }
  return [...connections.values()];
}

function readClock({ clock }: ReportFile): ClockReading | null {
  if (!clock) return null;
  const offsetMs = clock.offsetSeconds * 1000;
  const uncertaintyMs = clock.uncertaintySeconds * 1000;
  return {
    host: clock.host,
    offsetMs,
    uncertaintyMs,
    samples: clock.samples,
    lowMs: offsetMs - uncertaintyMs,
    highMs: offsetMs + uncertaintyMs,
  };
}

function instantsOf({ requests, sockets }: ReportFile): number[] {
  return [
    ...requests.flatMap(({ startedAt, sentAt }) => [startedAt, sentAt]),
    ...sockets.flatMap(({ openedAt, authenticatedAt, closedAt }) => [
      openedAt,
      authenticatedAt,
      closedAt,
    ]),
  ].flatMap((time) => millisecondsOf(time) ?? []);
}

function readAnalysis(report: ReportFile, profile: ServiceProfile): Analysis {
  const instants = instantsOf(report);
  const firstAt = instants.reduce((first, at) => Math.min(first, at), Infinity);
  const start = Number.isFinite(firstAt) ? firstAt : 0;
  const clock = readClock(report);
  const records = readRecords(report.credentials, start);
  const context = { profile, records, clock, firstAt: start };
  const rows = report.requests.map((told) => readRequestRow(told, context));
  const requests = rows.filter(({ facts: request }) => isWitnessed(request));
  const facts = rows.map(({ facts: request }) => request);
  const sockets = readSocketRows(report, facts, context);
  const chains = readChains(report, records, new Map(facts.map((one) => [one.id, one])));
  const uses = sockets.map(({ facts: use }) => use);
  return {
    recording: readRecorded(profile, facts, uses, readConnections(report, uses)),
    profile,
    chains,
    requests,
    sockets,
    answered: requests.filter(isAnswered),
    rows: { requests: whole(rows), sockets: whole(sockets) },
    clockOf: (host) => {
      if (clock?.host !== host) return null;
      return {
        of: () => clock,
        at: () => clock,
        unstamped: () => clock,
        latest: clock,
        latestBy: () => clock,
      };
    },
    lastAt: instants.reduce((last, at) => Math.max(last, at), 0),
  };
}

/** What a report says, never judged anew: it holds less than what it was judged from. */
export function readingOf(report: ReportFile, profile: ServiceProfile): Reading {
  const { findings, health, jobs } = report;
  return {
    analysis: readAnalysis(report, profile),
    health,
    findings: findings.map((finding) => {
      const { title, advice, evidence } = finding;
      return {
        ...finding,
        title: toldWords(title),
        advice: toldWords(advice),
        evidence: readEvidence(evidence),
      };
    }),
    jobs: jobs.map(({ job, submittedAt, lastAt, result, refreshes, refusal }) => ({
      job,
      result,
      refreshes,
      refusal: refusal ?? null,
      submittedAt: millisecondsOf(submittedAt),
      firstAt: millisecondsOf(submittedAt),
      lastAt: millisecondsOf(lastAt),
      hasResult: result === 'pass',
      why: toldWords(''),
    })),
  };
}
