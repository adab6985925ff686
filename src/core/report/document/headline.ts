import { type Language, type Said, said, sentences } from '../../language/language.ts';
import type { ServiceProfile } from '../../service/service-profile.ts';
import type { Report, ReportCredential, ReportRequest } from '../report-schema.ts';
import { type Call, calledAt, counts, inOrder, isSignIn, personOf, signInTokens } from './calls.ts';
import type { ExplainedFinding } from './explained.ts';
import { raceWinners } from './races.ts';
import { refusedSaid } from './refused-rows.ts';

function endOf({ requests, sockets }: Report): number | null {
  const times = [
    ...[...requests, ...sockets].map(calledAt),
    ...sockets.flatMap(({ openedAt, closedAt }) => [openedAt, closedAt]),
  ].flatMap((time) => (time ? Date.parse(time) : []));
  return times.length === 0 ? null : times.reduce((last, at) => Math.max(last, at));
}

/** How long the token that replaced another is still good at the end (s); null where none is. */
function newerLeft(
  used: ReportCredential,
  { credentials, clock }: Report,
  end: number,
): number | null {
  const seen = new Set([used.id]);
  let newest = used;
  for (;;) {
    const next = credentials.find(({ id }) => id === newest.replacedBy);
    if (!next || seen.has(next.id)) break;
    seen.add(next.id);
    newest = next;
  }
  if (newest === used || newest.expiresAt === null) return null;
  const left = secondsLeft(newest.expiresAt, clock, end);
  return left > 0 ? left : null;
}

function secondsLeft(expiresAt: string, clock: Report['clock'], end: number): number {
  return Date.parse(expiresAt) / 1000 - end / 1000 - (clock?.offsetSeconds ?? 0);
}

const signedIn = (person: string | null) =>
  person === null ? null : said('document_signed_in', { person });
const lastSignedIn = (person: string | null) =>
  person === null ? null : said('document_last_signed_in', { person });

/** How it stood with the session when the recording ended, by the token that the app sent last. */
function stateAtEnd(report: Report, profile: ServiceProfile): Said {
  const { credentials } = report;
  const requests = report.requests.filter((request) => request.by === 'app' && counts(request));
  const own = inOrder([...requests, ...report.sockets]);
  const lastUse = own.findLastIndex(({ credential }) => credential !== undefined);
  const used = credentials.find(({ id }) => id === own[lastUse]?.credential);
  const person = used ? personOf(used) : null;
  const signIn = own.findLastIndex((call) => isSignIn(call, profile));
  const logout = own.findLastIndex(
    (call) =>
      call.outcome === 'accepted' &&
      'method' in call &&
      profile.route(call.method, call.url).kind === 'logout',
  );
  if (signIn > Math.max(lastUse, logout)) {
    const token = signInTokens(report, profile).get(own[signIn]?.id ?? '');
    return sentences(signedIn(token ? personOf(token) : null), said('document_end_unsent'));
  }
  if (logout >= 0 && logout >= lastUse)
    return sentences(lastSignedIn(person), said('document_end_signed_out'));
  const end = endOf(report);
  if (!used || end === null) {
    const isRecorded = own.every(({ validity }) => validity !== 'unknown');
    return said(isRecorded ? 'document_end_no_token' : 'document_end_unknown');
  }
  const answer = own.findLast(
    ({ credential, outcome }) =>
      credential === used.id && (outcome === 'accepted' || outcome === 'rejected'),
  );
  const isRefused = answer?.outcome === 'rejected';
  const left = used.expiresAt === null ? null : secondsLeft(used.expiresAt, report.clock, end);
  if (!isRefused && (left === null || left > 0))
    return sentences(
      signedIn(person),
      left === null ? said('document_end_no_expiry') : said('document_end_left', { left }),
    );
  const newer = newerLeft(used, report, end);
  return sentences(
    newer === null ? lastSignedIn(person) : signedIn(person),
    left !== null && left <= 0
      ? said('document_end_expired', { ago: -left })
      : said('document_end_refused'),
    newer === null ? null : said('document_end_newer', { left: newer }),
  );
}

/** What explains the last refusal, else what explains the most of them. */
function behind(last: Call, findings: readonly ExplainedFinding[]): Said | null {
  const ofLast = findings.find(({ explains }) => explains.includes(last.id as ReportRequest['id']));
  const told = ofLast ?? findings.find(({ explains }) => explains.length > 0);
  if (!told?.sentence) return null;
  const key = ofLast ? 'document_explained' : 'document_explained_others';
  return said(key, { title: told.finding.title, sentence: told.sentence });
}

/** The sentences with which a report begins: how it ended, how much was refused, why last, and what explains it. */
export function headlineOf(
  report: Report,
  profile: ServiceProfile,
  { say, tell }: Language,
  findings: readonly ExplainedFinding[],
): string[] {
  const own = inOrder([...report.requests.filter(counts), ...report.sockets]);
  const refused = own.filter(({ outcome }) => outcome === 'rejected');
  const state = tell(stateAtEnd(report, profile));
  const last = refused.at(-1);
  if (!last) return [state, say('document_none_refused')];
  const explained = behind(last, findings);
  return [
    state,
    say('document_refused', { refused: refused.length, count: own.length }),
    say('document_last_refusal', {
      at: calledAt(last),
      sentence: refusedSaid(last, raceWinners(report).get(last.id)),
    }),
    ...(explained ? [tell(explained)] : []),
  ];
}
