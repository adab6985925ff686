import { type Language, type Said, said } from '../../language/language.ts';
import type { ServiceProfile } from '../../service/service-profile.ts';
import type { Report, ReportRequest, ReportSocket } from '../report-schema.ts';
import type { ExplainedFinding } from './explained.ts';
import { raceWinners } from './races.ts';
import { refusedSaid } from './refused-rows.ts';

const beganAt = ({ sentAt, startedAt }: ReportRequest) => sentAt ?? startedAt;

/** ISO 8601; '' where nobody knows it. */
function calledAt(call: ReportRequest | ReportSocket): string {
  return ('openedAt' in call ? (call.authenticatedAt ?? call.openedAt) : beganAt(call)) ?? '';
}

function inOrder(calls: readonly (ReportRequest | ReportSocket)[]) {
  return calls.toSorted((a, b) => calledAt(a).localeCompare(calledAt(b)));
}

/** What counts: neither what only the page told of, nor what another site's frame sent. */
export const counts = ({ told, foreign }: ReportRequest) => told === undefined && !foreign;

function endOf({ requests, sockets }: Report): number | null {
  const times = [
    ...requests.flatMap((request) => beganAt(request) ?? []),
    ...sockets.flatMap(({ openedAt, authenticatedAt, closedAt }) => [
      openedAt,
      authenticatedAt,
      closedAt,
    ]),
  ].flatMap((time) => (time ? Date.parse(time) : []));
  return times.length === 0 ? null : times.reduce((last, at) => Math.max(last, at));
}

/** How it stood with the session when the recording ended, by the token that the app sent last. */
function stateAtEnd(report: Report, profile: ServiceProfile): Said {
  const { credentials, clock } = report;
  const requests = report.requests.filter((request) => request.by === 'app' && counts(request));
  const own = inOrder([...requests, ...report.sockets]);
  const lastUse = own.findLastIndex(({ credential }) => credential !== undefined);
  const logout = own.findLastIndex(
    (call) =>
      call.outcome === 'accepted' &&
      'method' in call &&
      profile.route(call.method, call.url).kind === 'logout',
  );
  if (logout >= 0 && logout >= lastUse) return said('document_end_signed_out');
  const end = endOf(report);
  const used = credentials.find(({ id }) => id === own[lastUse]?.credential);
  if (!used || end === null) {
    const isRecorded = own.every(({ validity }) => validity !== 'unknown');
    return said(isRecorded ? 'document_end_no_token' : 'document_end_unknown');
  }
  if (used.expiresAt === null) return said('document_end_no_expiry');
  const serverEnd = end / 1000 + (clock?.offsetSeconds ?? 0);
  const left = Date.parse(used.expiresAt) / 1000 - serverEnd;
  return left > 0
    ? said('document_end_left', { left })
    : said('document_end_expired', { ago: -left });
}

/** The sentences with which a report begins: how it ended, how much was refused, why last, and what explains it. */
export function headlineOf(
  report: Report,
  profile: ServiceProfile,
  { say, tell }: Language,
  [first]: readonly ExplainedFinding[],
): string[] {
  const own = inOrder([...report.requests.filter(counts), ...report.sockets]);
  const refused = own.filter(({ outcome }) => outcome === 'rejected');
  const state = tell(stateAtEnd(report, profile));
  const last = refused.at(-1);
  if (!last) return [state, say('document_none_refused', { count: own.length })];
  return [
    state,
    say('document_refused', { refused: refused.length, count: own.length }),
    say('document_last_refusal', {
      at: calledAt(last),
      sentence: refusedSaid(last, raceWinners(report).get(last.id)),
    }),
    ...(first?.sentence && first.explains.length > 0
      ? [say('document_explained', { title: first.finding.title, sentence: first.sentence })]
      : []),
  ];
}
