import * as v from 'valibot';
import {
  CAUSES,
  CERTAINTIES,
  FINDINGS,
  FLAGS,
  OUTCOMES,
  REQUESTERS,
  VALIDITIES,
} from '../../language/stable-words.ts';

/** What `report.schema.json` says, field by field; a test holds the two together. */

const text = v.string();
const requestId = v.pipe(text, v.regex(/^r[0-9]+$/));
const credentialId = v.pipe(text, v.regex(/^t[0-9]+$/));
const time = v.pipe(
  text,
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
  v.check((date) => !Number.isNaN(Date.parse(date))),
);
const number = v.pipe(v.number(), v.finite());
const count = v.pipe(number, v.integer(), v.minValue(0));
const rate = v.nullable(v.pipe(number, v.minValue(0), v.maxValue(1)));
const by = v.picklist(REQUESTERS);

const isUnique = (items: readonly unknown[]) => new Set(items).size === items.length;
const flags = v.pipe(
  v.array(v.picklist(FLAGS)),
  v.check((items) => isUnique(items)),
);

const evidence = v.strictObject({
  id: text,
  text,
  values: v.pipe(
    v.custom<object>((value) => !Array.isArray(value)),
    v.record(text, v.union([text, number, v.null()])),
  ),
  request: v.exactOptional(requestId),
});

const clock = v.strictObject({
  host: text,
  offsetSeconds: number,
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
  places: v.pipe(
    v.array(text),
    v.check((items) => isUnique(items)),
  ),
  replacedBy: v.exactOptional(credentialId),
});

/** What is said of a sending, be it a request or a socket. */
const verdict = {
  credential: v.exactOptional(credentialId),
  validity: v.picklist(VALIDITIES),
  secondsLeft: v.nullable(number),
  outcome: v.picklist(OUTCOMES),
  cause: v.exactOptional(v.picklist(CAUSES)),
  certainty: v.exactOptional(v.picklist(CERTAINTIES)),
  flags,
};

const place = v.pipe(number, v.integer(), v.minValue(1));

const initiator = v.strictObject({ function: text, url: text, line: place, column: place });

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
  told: v.exactOptional(v.literal('page')),
  foreign: v.exactOptional(v.literal(true)),
  fault: v.exactOptional(text),
  via: v.exactOptional(v.literal('service-worker')),
  twin: v.exactOptional(requestId),
});

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

export const reportSchema = v.strictObject({
  schema: v.literal(1),
  tool: v.strictObject({ name: text, version: text }),
  source: v.strictObject({
    kind: v.picklist(['panel', 'window', 'popup', 'har']),
    names: v.exactOptional(v.array(text)),
    realNames: v.exactOptional(v.literal(true)),
  }),
  clock: v.nullable(clock),
  credentials: v.array(credential),
  requests: v.array(request),
  sockets: v.array(socket),
  refreshes: v.array(refresh),
  jobs: v.array(job),
  findings: v.array(finding),
  health,
});

/** A report as it comes from a file. */
export type ToldReport = v.InferOutput<typeof reportSchema>;
export type ToldCredential = v.InferOutput<typeof credential>;
export type ToldRequest = v.InferOutput<typeof request>;
export type ToldSocket = v.InferOutput<typeof socket>;
export type ToldEvidence = v.InferOutput<typeof evidence>;
