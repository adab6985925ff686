import { type Language, type Said, said, sentences } from '../../language/language.ts';
import type { ServiceProfile } from '../../service/service-profile.ts';
import type { Report, ReportCredential } from '../report-schema.ts';
import { calledAt, counts, inOrder, isSignIn, personOf, signInTokens } from './calls.ts';
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

const person = (
  key: 'document_signed_in' | 'document_last_signed_in',
  token: ReportCredential | undefined,
) => said(key, { person: (token && personOf(token)) ?? said('someone') });

/** How it stood with the session when the recording ended, by the token that the app sent last. */
function stateAtEnd(report: Report, profile: ServiceProfile): Said {
  const { credentials } = report;
  const requests = report.requests.filter((request) => request.by === 'app' && counts(request));
  const own = inOrder([...requests, ...report.sockets]);
  const lastUse = own.findLastIndex(({ credential }) => credential !== undefined);
  const used = credentials.find(({ id }) => id === own[lastUse]?.credential);
  const signIn = own.findLastIndex((call) => isSignIn(call, profile));
  const logout = own.findLastIndex(
    (call) =>
      call.outcome === 'accepted' &&
      'method' in call &&
      profile.route(call.method, call.url).kind === 'logout',
  );
  if (signIn > Math.max(lastUse, logout)) {
    const token = signInTokens(report, profile).get(own[signIn]?.id ?? '');
    return person('document_signed_in', token);
  }
  if (logout >= 0 && logout >= lastUse)
    return sentences(person('document_last_signed_in', used), said('document_end_signed_out'));
  const end = endOf(report);
  if (!used || end === null) {
    const isRecorded = own.every(({ validity }) => validity !== 'unknown');
    return said(isRecorded ? 'document_end_no_token' : 'document_end_unknown');
  }
  const isRefused = ({ id }: ReportCredential) =>
    own.findLast(
      ({ credential, outcome }) =>
        credential === id && (outcome === 'accepted' || outcome === 'rejected'),
    )?.outcome === 'rejected';
  const leftOf = ({ expiresAt }: ReportCredential) =>
    expiresAt === null
      ? null
      : (Date.parse(expiresAt) - end) / 1000 - (report.clock?.offsetSeconds ?? 0);
  const left = leftOf(used);
  if (!isRefused(used) && (left === null || left > 0))
    return sentences(
      person('document_signed_in', used),
      left === null ? said('document_end_no_expiry') : said('document_end_left', { left }),
    );
  const refreshed = report.refreshes.find(({ from }) => from === used.id)?.to;
  const next = credentials.find(({ id }) => id === (refreshed ?? used.replacedBy));
  const newer = next && !isRefused(next) ? (leftOf(next) ?? 0) : 0;
  return sentences(
    person(newer > 0 ? 'document_signed_in' : 'document_last_signed_in', used),
    left !== null && left <= 0
      ? said('document_end_expired', { ago: -left })
      : said('document_end_refused'),
    newer > 0 ? said('document_end_newer', { left: newer }) : null,
  );
}

/** The sentences with which a report begins: how it ended, how much was refused, why last, and what explains it. */
export function headlineOf(
  report: Report,
  profile: ServiceProfile,
  { say, tell }: Language,
  findings: readonly ExplainedFinding[],
): string[] {
  const requests = report.requests.filter(counts);
  const own = inOrder([...requests, ...report.sockets]);
  const refused = own.filter(({ outcome }) => outcome === 'rejected');
  const state = tell(stateAtEnd(report, profile));
  const last = refused.at(-1);
  if (!last) return [state, say('document_none_refused')];
  const toldLast = say('document_last_refusal', {
    at: calledAt(last),
    sentence: refusedSaid(last, raceWinners(report).get(last.id)),
  });
  const ofLast = findings.find(({ explains }) => explains.some((id) => id === last.id));
  const explaining = ofLast ?? findings.find(({ explains }) => explains.length > 0);
  const explained = explaining?.sentence
    ? [
        say('document_explained', {
          title: explaining.finding.title,
          sentence: explaining.sentence,
        }),
      ]
    : [];
  return [
    state,
    say('document_refused', {
      refused: refused.length,
      sent: [
        ...(requests.length > 0 ? [said('file_requests', { count: requests.length })] : []),
        ...(report.sockets.length > 0
          ? [said('document_sockets', { count: report.sockets.length })]
          : []),
      ],
    }),
    // Said of the last refusal only where it is behind that one.
    ...(ofLast ? [toldLast, ...explained] : [...explained, toldLast]),
  ];
}
