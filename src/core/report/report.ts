import type { Finding } from '../findings/finding.ts';
import type { Health } from '../jobs/health.ts';
import type { Job } from '../jobs/jobs.ts';
import type { Language } from '../language/language.ts';
import { secretsOf } from '../redaction/secret-sources.ts';
import { instant, type Show, seconds, textFilter } from '../redaction/shown.ts';
import { textClaim } from '../token/claims.ts';
import type { Analysis } from '../verdict/analysis.ts';
import { clockInUse } from '../verdict/clock-in-use.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import type { Reading } from './reading.ts';
import { shownEvidence, shownRequest, shownSockets } from './report-rows.ts';
import type {
  Report,
  ReportClock,
  ReportCredential,
  ReportFinding,
  ReportJob,
  ReportRefresh,
  ReportSource,
  ReportTool,
} from './report-schema.ts';

export type { Report, ReportSource, ReportTool } from './report-schema.ts';

function shownSource({ kind, names, realNames }: ReportSource, show: Show): Report['source'] {
  const shown: Report['source'] = { kind };
  if (names) shown.names = names.map(show);
  if (realNames) shown.realNames = true;
  return shown;
}

function shownClock(analysis: Analysis, show: Show): ReportClock | null {
  const best = clockInUse(analysis);
  if (!best) return null;
  return {
    host: show(best.host),
    offsetSeconds: seconds(best.offsetMs / 1000),
    uncertaintySeconds: seconds(best.uncertaintyMs / 1000),
    samples: best.samples,
  };
}

function audienceOf(claims: Record<string, unknown>): string | null {
  const { aud } = claims;
  if (!Array.isArray(aud)) return textClaim(claims, 'aud');
  const names = aud.filter((name) => typeof name === 'string');
  return names.length > 0 ? names.join(', ') : null;
}

function shownCredential(
  record: CredentialRecord,
  { chains }: Analysis,
  show: Show,
): ReportCredential {
  const { id, decoded, subject, issuedAt, expiresAt, sightings } = record;
  const claims = decoded.kind === 'jws' ? decoded.claims : {};
  const orNull = (text: string | null) => (text === null ? null : show(text));
  const lifetime = issuedAt === null || expiresAt === null ? null : (expiresAt - issuedAt) / 1000;
  const credential: ReportCredential = {
    id: show(id),
    kind: decoded.kind === 'jws' ? 'jwt' : 'opaque',
    alg: decoded.kind === 'jws' ? orNull(textClaim(decoded.header, 'alg')) : null,
    issuer: orNull(textClaim(claims, 'iss')),
    audience: orNull(audienceOf(claims)),
    subject: orNull(subject),
    issuedAt: instant(issuedAt),
    expiresAt: instant(expiresAt),
    lifetimeSeconds: seconds(lifetime),
    places: [...new Set(sightings.map(({ place }) => place))].map(show),
  };
  const email = textClaim(claims, 'email');
  if (email !== null) credential.email = show(email);
  const next = chains.replacedBy(record);
  if (next) credential.replacedBy = show(next.id);
  return credential;
}

function shownRefreshes({ chains, requests }: Analysis, show: Show): ReportRefresh[] {
  const wanted = new Set(chains.refreshes.map(({ request }) => request.id));
  const outcomes = new Map(
    requests
      .filter(({ facts: request }) => wanted.has(request.id))
      .map(({ facts: request, verdict }) => [request.id, verdict.outcome]),
  );
  return chains.refreshes.map(({ request, from, to, by }) => {
    const outcome = outcomes.get(request.id) ?? 'unknown';
    const refresh: ReportRefresh = { request: show(request.id), outcome, by };
    if (from) refresh.from = show(from.id);
    if (to) refresh.to = show(to.id);
    return refresh;
  });
}

function shownJob({ job, submittedAt, lastAt, result, refreshes, refusal }: Job, show: Show) {
  const shown: ReportJob = {
    job: show(job),
    submittedAt: instant(submittedAt),
    lastAt: instant(lastAt),
    result,
    refreshes,
  };
  if (refusal !== null) shown.refusal = show(refusal);
  return shown;
}

const isSocket = (id: string) => id.startsWith('s');

/** A finding names requests; a socket is named by the request that carried it. */
function shownFinding(
  finding: Finding,
  carriers: ReadonlyMap<string, string>,
  show: Show,
  language: Language,
): ReportFinding {
  const { code, severity, title, evidence, requests, advice } = finding;
  return {
    code,
    severity,
    title: show(language.tell(title)),
    evidence: evidence.map((one) => shownEvidence(one, show, language)),
    requests: [
      ...new Set(requests.flatMap((id) => (isSocket(id) ? (carriers.get(id) ?? []) : id))),
    ].map(show),
    advice: show(language.tell(advice)),
  };
}

function shownHealth(health: Health): Health {
  return { ...health, monitoringSeconds: seconds(health.monitoringSeconds) };
}

/**
 * All that is said of a recording, for others to rely on, its sentences in the language given. It
 * holds no secret by construction: its text can only be made by the one filter, which knows every
 * secret of the recording.
 */
export function reportOf(
  reading: Reading,
  source: ReportSource,
  tool: ReportTool,
  language: Language,
): Report {
  const { analysis, findings, health, jobs } = reading;
  const show = textFilter(secretsOf(analysis));
  const { sockets, carriers } = shownSockets(analysis, show);
  return {
    schema: 1,
    tool: { name: show(tool.name), version: show(tool.version) },
    source: shownSource(source, show),
    clock: shownClock(analysis, show),
    credentials: analysis.chains.credentials.all.map((one) => shownCredential(one, analysis, show)),
    requests: analysis.rows.requests.items.map((judged) => shownRequest(judged, show, language)),
    sockets,
    refreshes: shownRefreshes(analysis, show),
    jobs: jobs.map((job) => shownJob(job, show)),
    findings: findings.map((finding) => shownFinding(finding, carriers, show, language)),
    health: shownHealth(health),
  };
}
