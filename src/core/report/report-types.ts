import type { Severity } from '../findings/finding.ts';
import type { Health } from '../jobs/health.ts';
import type { Job } from '../jobs/jobs.ts';
import type {
  Cause,
  Certainty,
  FindingCode,
  Flag,
  Outcome,
  Requester,
  Validity,
} from '../language/stable-words.ts';
import type { Instant, Shown } from '../redaction/shown.ts';

/** Where a report's recording came from. */
export interface ReportSource {
  kind: 'panel' | 'window' | 'popup' | 'har';
  /** names of the files */
  names?: readonly string[];
  /** whoever saved it chose to name people; without it, what is given away has numbers for them */
  realNames?: true;
}

export interface ReportTool {
  name: string;
  version: string;
}

export interface ReportEvidence {
  id: Shown;
  text: Shown;
  values: Record<string, Shown | number | null>;
  request?: Shown;
}

export interface ReportClock {
  host: Shown;
  offsetSeconds: number;
  uncertaintySeconds: number;
  samples: number;
}

export interface ReportCredential {
  id: Shown;
  kind: 'jwt' | 'opaque';
  alg: Shown | null;
  issuer: Shown | null;
  audience: Shown | null;
  subject: Shown | null;
  email?: Shown;
  issuedAt: Instant | null;
  expiresAt: Instant | null;
  lifetimeSeconds: number | null;
  places: Shown[];
  replacedBy?: Shown;
}

export interface ReportRequest {
  id: Shown;
  method: Shown;
  url: Shown;
  startedAt: Instant | null;
  sentAt: Instant | null;
  status: number | null;
  credential?: Shown;
  validity: Validity;
  secondsLeft: number | null;
  outcome: Outcome;
  code?: Shown;
  cause?: Cause;
  certainty?: Certainty;
  evidence: ReportEvidence[];
  flags: Flag[];
  by: Requester;
  /** the place in the app's scripts that asked for it, where the browser recorded it */
  initiator?: ReportInitiator;
  /** only the page's scripts told of it; it counts for nothing */
  told?: 'page';
  /** a frame of another site sent it; it counts for nothing */
  foreign?: true;
  fault?: Shown;
  via?: 'service-worker';
  twin?: Shown;
}

/** `line` and `column` begin at 1; the URL is without its query. */
export interface ReportInitiator {
  /** empty for a function without a name */
  function: Shown;
  url: Shown;
  line: number;
  column: number;
}

export interface ReportSocket {
  id: Shown;
  url: Shown;
  openedAt: Instant | null;
  authenticatedAt?: Instant;
  closedAt?: Instant;
  credential?: Shown;
  validity: Validity;
  secondsLeft: number | null;
  outcome: Outcome;
  cause?: Cause;
  certainty?: Certainty;
  flags: Flag[];
  message?: Shown;
}

export interface ReportRefresh {
  request: Shown;
  from?: Shown;
  to?: Shown;
  outcome: Outcome;
  by: Requester;
}

export interface ReportJob {
  job: Shown;
  submittedAt: Instant | null;
  lastAt: Instant | null;
  result: Job['result'];
  refreshes: number;
  refusal?: Shown;
}

export interface ReportFinding {
  code: FindingCode;
  severity: Severity;
  title: Shown;
  evidence: ReportEvidence[];
  requests: Shown[];
  advice: Shown;
}

/** What others rely on; times ISO 8601 UTC, durations in s to the ms, null where unknown. */
export interface Report {
  schema: 1;
  tool: { name: Shown; version: Shown };
  source: { kind: ReportSource['kind']; names?: Shown[]; realNames?: true };
  clock: ReportClock | null;
  credentials: ReportCredential[];
  /** in order of start, those without a readable date last */
  requests: ReportRequest[];
  sockets: ReportSocket[];
  refreshes: ReportRefresh[];
  jobs: ReportJob[];
  findings: ReportFinding[];
  health: Health;
}
