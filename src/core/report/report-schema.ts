import * as v from 'valibot';
import {
  CAUSES,
  CERTAINTIES,
  FINDINGS,
  FLAGS,
  OUTCOMES,
  REQUESTERS,
  VALIDITIES,
} from '../language/stable-words.ts';
import type { Instant, Shown } from '../redaction/shown.ts';

/** What a report is: `report.schema.json` and the types are made from this. */

const text = v.string();
const REQUEST_ID = /^r[0-9]+$/;
const requestId = v.pipe(text, v.regex(REQUEST_ID));
const credentialId = v.pipe(text, v.regex(/^t[0-9]+$/));
const time = v.pipe(
  text,
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
  v.check((date) => !Number.isNaN(Date.parse(date))),
  v.metadata({ format: 'date-time' }),
  v.brand('Instant'),
);
const number = v.pipe(v.number(), v.finite());
const count = v.pipe(number, v.integer(), v.minValue(0));
const rate = v.nullable(v.pipe(number, v.minValue(0), v.maxValue(1)));
const by = v.picklist(REQUESTERS);

/** Each item once. What valibot cannot say of itself to a JSON Schema is said beside it. */
const unique = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(
    v.array(item),
    v.check((items) => new Set(items).size === items.length),
    v.metadata({ uniqueItems: true }),
  );
const flags = unique(v.picklist(FLAGS));

const evidence = v.strictObject({
  id: text,
  text,
  values: v.pipe(
    v.unknown(),
    v.check((values) => !Array.isArray(values)),
    v.record(text, v.union([text, number, v.null()])),
  ),
  request: v.exactOptional(requestId),
});

const offset = v.number();
const clock = v.strictObject({
  host: text,
  offsetSeconds: v.pipe(offset, v.finite()),
  uncertaintySeconds: v.pipe(number, v.minValue(0)),
  samples: count,
});

const credential = v.strictObject({
  id: credentialId,
  kind: v.picklist(['jwt', 'opaque']),
  alg: v.nullable(text),
  issuer: v.nullable(text),
  audience: v.nullable(text),
  subject: v.nullable(text),
  email: v.exactOptional(text),
  issuedAt: v.nullable(time),
  expiresAt: v.nullable(time),
  lifetimeSeconds: v.nullable(number),
  places: unique(text),
  replacedBy: v.exactOptional(credentialId),
});

const validity = v.picklist(VALIDITIES);
const cause = v.picklist(CAUSES);

/** What is said of a sending, be it a request or a socket. */
const verdict = {
  credential: v.exactOptional(credentialId),
  validity,
  secondsLeft: v.nullable(number),
  outcome: v.picklist(OUTCOMES),
  cause: v.exactOptional(cause),
  certainty: v.exactOptional(v.picklist(CERTAINTIES)),
  flags,
};

const place = v.pipe(number, v.integer(), v.minValue(1));

const functionName = v.string();
const initiator = v.strictObject({ function: functionName, url: text, line: place, column: place });

const told = v.literal('page');
const foreign = v.literal(true);
const twin = v.string();

const request = v.strictObject({
  ...verdict,
  id: requestId,
  method: text,
  url: text,
  startedAt: v.nullable(time),
  sentAt: v.nullable(time),
  status: v.nullable(v.pipe(number, v.integer())),
  code: v.exactOptional(text),
  evidence: v.array(evidence),
  by,
  initiator: v.exactOptional(initiator),
  told: v.exactOptional(told),
  foreign: v.exactOptional(foreign),
  fault: v.exactOptional(text),
  via: v.exactOptional(v.literal('service-worker')),
  twin: v.exactOptional(v.pipe(twin, v.regex(REQUEST_ID))),
});

const requests = v.array(request);

const socket = v.strictObject({
  ...verdict,
  id: text,
  url: text,
  openedAt: v.nullable(time),
  authenticatedAt: v.exactOptional(time),
  closedAt: v.exactOptional(time),
  message: v.exactOptional(text),
});

const refresh = v.strictObject({
  request: requestId,
  from: v.exactOptional(credentialId),
  to: v.exactOptional(credentialId),
  outcome: v.picklist(OUTCOMES),
  by,
});

const job = v.strictObject({
  job: text,
  submittedAt: v.nullable(time),
  lastAt: v.nullable(time),
  result: v.picklist(['pass', 'fail', 'open']),
  refreshes: count,
  refusal: v.exactOptional(text),
});

const finding = v.strictObject({
  code: v.picklist(FINDINGS),
  severity: v.picklist(['error', 'warning', 'info']),
  title: text,
  evidence: v.array(evidence),
  requests: v.array(requestId),
  advice: text,
});

const health = v.strictObject({
  requests: count,
  authenticated: count,
  sentExpired: count,
  invalidToken: count,
  rejected: count,
  invalidTokenRate: rate,
  refreshes: count,
  refreshFailures: count,
  refreshSuccessRate: rate,
  assessments: v.strictObject({ started: count, succeeded: count }),
  refusalsByPlace: v.strictObject({
    submit: count,
    poll: count,
    result: count,
    socket: count,
    other: count,
  }),
  monitoringSeconds: v.pipe(number, v.minValue(0)),
});

const realNames = v.literal(true);

export const reportSchema = v.strictObject({
  schema: v.literal(1),
  tool: v.strictObject({ name: text, version: text }),
  source: v.strictObject({
    kind: v.picklist(['panel', 'window', 'popup', 'har']),
    names: v.exactOptional(v.pipe(v.array(text), v.readonly())),
    realNames: v.exactOptional(realNames),
  }),
  clock: v.nullable(clock),
  credentials: v.array(credential),
  requests,
  sockets: v.array(socket),
  refreshes: v.array(refresh),
  jobs: v.array(job),
  findings: v.array(finding),
  health,
});

/** What the JSON Schema says once and names. */
export const reportDefinitions = {
  requestId,
  credentialId,
  time,
  evidence,
  clock,
  credential,
  initiator,
  request,
  socket,
  refresh,
  job,
  finding,
  health,
};

/** What the JSON Schema adds in words; the extension does not need it. */
export const reportDescriptions = /* @__PURE__ */ new Map<unknown, string>([
  [realNames, 'whoever saved it chose to name people; else they have numbers'],
  [offset, 'server minus this computer'],
  [requests, 'in order of start, those without a readable date last'],
  [validity, 'of the credential when it was sent'],
  [cause, 'why the credential was refused'],
  [told, "only the page's scripts told of it: it counts for nothing"],
  [foreign, 'a frame of another site sent it: it counts for nothing'],
  [twin, 'the other side of a request that a service worker answered'],
  [initiator, "the place in the app's scripts that asked for it; the URL is without its query"],
  [functionName, 'empty for a function without a name'],
  [rate, 'null where nothing was counted'],
]);

/** A report as it comes from a file. */
export type ReportFile = v.InferOutput<typeof reportSchema>;
export type FileCredential = ReportFile['credentials'][number];
export type FileRequest = ReportFile['requests'][number];
export type FileSocket = ReportFile['sockets'][number];
export type FileEvidence = FileRequest['evidence'][number];

/** The same with texts that hold no secret. */
type Cleared<Value> = Value extends Instant
  ? Value
  : Value extends string
    ? string extends Value
      ? Shown
      : Value
    : Value extends object
      ? { [Name in keyof Value]: Cleared<Value[Name]> }
      : Value;

/** A report as it may leave: times ISO 8601 UTC, durations in s to the ms, null where unknown. */
export type Report = Cleared<ReportFile>;
export type ReportClock = NonNullable<Report['clock']>;
export type ReportCredential = Report['credentials'][number];
export type ReportRequest = Report['requests'][number];
export type ReportInitiator = NonNullable<ReportRequest['initiator']>;
export type ReportEvidence = ReportRequest['evidence'][number];
export type ReportSocket = Report['sockets'][number];
export type ReportRefresh = Report['refreshes'][number];
export type ReportJob = Report['jobs'][number];
export type ReportFinding = Report['findings'][number];

/** Where a report's recording came from. */
export type ReportSource = ReportFile['source'];
export type ReportTool = ReportFile['tool'];
