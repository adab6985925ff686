import { type Said, said, wordKey } from '../../language/language.ts';
import type { Cause, Certainty, FindingCode } from '../../language/stable-words.ts';
import type {
  Report,
  ReportFinding,
  ReportRefresh,
  ReportRequest,
  ReportSocket,
} from '../report-schema.ts';
import { calledAt } from './calls.ts';
import { raceWinners } from './races.ts';

/** A finding with the refusals that it explains. */
export interface ExplainedFinding {
  finding: ReportFinding;
  /** ids of requests and sockets */
  explains: ReportFinding['requests'];
  /** how many refusals it explains and how surely; null where none */
  sentence: Said | null;
}

interface Refused {
  id: ReportFinding['requests'][number];
  /** a finding calls a socket by the request that opened it */
  named: ReportFinding['requests'][number];
  at: string;
  credential: ReportRequest['credential'];
  cause: Cause;
  certainty: Certainty;
}

/** What was read of a report once, for all its refusals. */
interface Scene {
  byCode: ReadonlyMap<FindingCode, ReportFinding>;
  /** refused refreshes of races that another one won */
  lost: ReadonlyMap<string, unknown>;
  refreshes: (ReportRefresh & { began: string })[];
}

type Explains = (refusal: Refused, finding: ReportFinding, scene: Scene) => boolean;

const isNamed: Explains = ({ named }, { requests }) => requests.includes(named);

const isLostRace: Explains = ({ id }, _finding, { lost }) => lost.has(id);

/** Sent with the token that a refresh of the finding was to replace, or that one brought. */
const isOfRefresh =
  (token: 'from' | 'to', when: 'before' | 'after'): Explains =>
  ({ at, credential }, { requests }, { refreshes }) =>
    refreshes.some(
      ({ request, began, [token]: its }) =>
        its === credential && requests.includes(request) && at < began === (when === 'before'),
    );

const OUTDATED: readonly Cause[] = ['expired', 'expired-in-flight', 'superseded'];
const OVER: readonly Cause[] = ['expired', 'expired-in-flight'];

/** Which finding explains what was refused for which causes: first those that say most. */
const RULES: readonly [FindingCode, readonly Cause[], Explains][] = [
  ['verifier-down', ['verifier-down'], isNamed],
  ['clock-skew', ['clock-skew', 'not-yet-valid'], isNamed],
  ['two-users', ['other-user'], isNamed],
  ['quoted-in-storage', ['quoted'], isNamed],
  ['placeholder-in-storage', ['placeholder'], isNamed],
  ['refresh-race', ['refresh-refused'], isLostRace],
  ['retry-kept-old-token', OUTDATED, isNamed],
  ['rolled-back', OUTDATED, isNamed],
  ['stale-copy', OUTDATED, isNamed],
  ['socket-stale', OUTDATED, isNamed],
  ['refresh-brought-expired-token', OVER, isOfRefresh('to', 'after')],
  ['refresh-deadlock', OVER, isNamed],
  ['refresh-failing', OVER, isOfRefresh('from', 'after')],
  ['not-refreshable', OVER, isNamed],
  ['refresh-missing', OVER, isNamed],
  ['refresh-late', OVER, isOfRefresh('from', 'before')],
  ['expired-token-sent', OVER, isNamed],
];

const CERTAINTIES: readonly Certainty[] = ['possible', 'likely', 'certain'];

const SWITCHING_PROTOCOLS = 101;

/** Of each socket the last request for its address that began by the time it was open, and is no later one's. */
function handshakes({ requests, sockets }: Report): Map<ReportSocket, ReportSocket['id']> {
  const left = requests.filter(({ status }) => status === SWITCHING_PROTOCOLS);
  const found = new Map<ReportSocket, ReportSocket['id']>();
  for (const socket of sockets.toReversed()) {
    const { url, openedAt } = socket;
    const at = left.findLastIndex(
      ({ url: asked, startedAt }) =>
        asked === url &&
        startedAt !== null &&
        openedAt !== null &&
        Date.parse(startedAt) <= Date.parse(openedAt),
    );
    for (const { id } of at < 0 ? [] : left.splice(at, 1)) found.set(socket, id);
  }
  return found;
}

function refusedIn(report: Report): Refused[] {
  const opened = handshakes(report);
  return [
    ...report.requests.map((one) => ({ ...one, named: one.id, at: calledAt(one) })),
    ...report.sockets.map((one) => ({
      ...one,
      named: opened.get(one) ?? one.id,
      at: calledAt(one),
    })),
  ].flatMap(({ id, named, at, outcome, credential, cause = 'unknown', certainty = 'possible' }) =>
    outcome === 'rejected' ? [{ id, named, at, credential, cause, certainty }] : [],
  );
}

/** No surer than the cause of the least sure of them. */
function sentenceOf(explained: readonly Refused[], count: number): Said {
  const sure = CERTAINTIES.find((word) => explained.some(({ certainty }) => certainty === word));
  const key = wordKey('document_explains', sure ?? 'certain');
  return said(key, { explained: explained.length, count });
}

function sceneOf(report: Report): Scene {
  const began = new Map(report.requests.map(({ id, startedAt }) => [id, startedAt]));
  return {
    byCode: new Map(report.findings.map((finding) => [finding.code, finding])),
    lost: raceWinners(report),
    refreshes: report.refreshes.map((refresh) => ({
      ...refresh,
      began: began.get(refresh.request) ?? '',
    })),
  };
}

/** What fits a refusal, first what explains it. */
function fitting(refusal: Refused, scene: Scene): ReportFinding[] {
  return RULES.flatMap(([code, causes, isExplained]) => {
    const finding = scene.byCode.get(code);
    if (!finding || !causes.includes(refusal.cause)) return [];
    return isExplained(refusal, finding, scene) ? [finding] : [];
  });
}

/** The findings, first those that explain the most refusals; each refusal is explained by one at most. */
export function explainedFindings(report: Report): ExplainedFinding[] {
  const refused = refusedIn(report);
  const scene = sceneOf(report);
  const explained = new Map<ReportFinding, Refused[]>();
  const fit = new Set<ReportFinding>();
  for (const refusal of refused) {
    const [first, ...others] = fitting(refusal, scene);
    for (const finding of others) fit.add(finding);
    if (!first) continue;
    const own = explained.get(first);
    if (own) own.push(refusal);
    else explained.set(first, [refusal]);
  }
  const sentence = (finding: ReportFinding): Said | null => {
    const own = explained.get(finding);
    if (own) return sentenceOf(own, refused.length);
    return fit.has(finding) ? said('document_explains_too') : null;
  };
  return report.findings
    .map((finding) => ({
      finding,
      explains: (explained.get(finding) ?? []).map(({ id }) => id),
      sentence: sentence(finding),
    }))
    .sort((one, other) => other.explains.length - one.explains.length);
}
