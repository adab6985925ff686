import type {
  Cause,
  Certainty,
  FindingCode,
  Flag,
  Outcome,
  Validity,
} from '../../src/core/language/stable-words.ts';
import type { Place } from './words.ts';

export const PEOPLE = ['sari', 'budi', 'ratna'] as const;
export type PersonName = (typeof PEOPLE)[number];

/** What a token is made of; times in seconds. */
export interface TokenSpec {
  name: string;
  kind: 'v2' | 'v1' | 'admin' | 'opaque' | 'encrypted';
  person: PersonName;
  /** null: no `exp` */
  life: number | null;
  /** null: issued where it is first handed out, else a minute before the start */
  age: number | null;
  /** counted from `iat` */
  notBefore: number | null;
  expUnit: 's' | 'ms' | 'text';
  issuer: 'own' | 'foreign' | 'retired';
  audience: 'own' | 'foreign';
  alg: string | null;
  /** with whose key it is signed; only a service can tell */
  key: 'own' | 'foreign';
  claims: Record<string, unknown>;
  of: { token: string; change: TokenChange } | null;
}

export const TOKEN_CHANGES = ['payload', 'header', 'signature', 'cut'] as const;
export type TokenChange = (typeof TOKEN_CHANGES)[number];

/** Texts may name tokens as `$A` and people as `@sari`. */
export type Template = string;

export type Answer =
  | { kind: 'issues'; status: number; access: string | null; refresh: string | null }
  | { kind: 'status'; status: number; body: AnswerBody; challenge: Template | null }
  | { kind: 'pending' }
  | { kind: 'failed'; error: string };

export type AnswerBody =
  | { shape: 'usual' | 'empty' | 'html' }
  | { shape: 'gateway' | 'service' | 'auth-v2'; code: string; message: string }
  | { shape: 'prose'; text: string }
  | { shape: 'json'; text: Template };

export const SOURCES = ['everyone', 'web', 'har', 'page'] as const;

export interface RequestAct {
  kind: 'request';
  verb: string;
  method: string;
  url: string;
  /** the Authorization header, or null for none */
  authorization: Template | null;
  requestBody: Template | null;
  person: PersonName | null;
  job: string | null;
  answer: Answer;
  /** ms */
  took: number;
  /** ms it waited for a connection */
  waited: number;
  date: { kind: 'true' } | { kind: 'none' } | { kind: 'off'; ms: number };
  /** what it says in `Age`, s */
  age: number | null;
  cached: boolean;
  byDebugger: boolean;
  byWorker: boolean;
  seenBy: (typeof SOURCES)[number];
  headersRead: boolean;
  dated: boolean;
  /** by a tab that is not watched: only its marks on storage are seen */
  elsewhere: boolean;
}

export interface SocketAct {
  kind: 'socket';
  socket: string;
  transport: 'websocket' | 'polling';
  event: 'open' | 'close' | 'authenticate' | 'hears';
  /** what stands in the `token` field */
  token: Template | null;
  job: string | null;
  answer: { event: string; payload: Template } | null;
  took: number;
}

export type Act =
  | { kind: 'token'; spec: TokenSpec }
  | { kind: 'server'; offset: number }
  | { kind: 'store'; writes: { place: 'entry' | 'cookie'; key: string; value: Template | null }[] }
  | { kind: 'clear-storage' }
  | { kind: 'page'; path: string; from: 'load' | 'back-forward-cache' }
  | {
      kind: 'fault';
      name: string;
      isOn: boolean;
      url: string | null;
      token: string | null;
    }
  | { kind: 'service'; order: ServiceOrder }
  | RequestAct
  | SocketAct;

/** What only a real service can be told; the text interpreter needs none of it. */
export type ServiceOrder =
  | { kind: 'blacklist'; token: string }
  | { kind: 'switch'; name: string; value: unknown };

export interface Step {
  /** ms since the scenario began */
  at: number;
  place: Place;
  act: Act;
}

/** One request, socket use, or all refusals. */
export interface Target {
  verb: string;
  nth: number;
}

export interface RowExpectation {
  outcome: Outcome | null;
  cause: Cause | null;
  certainty: Certainty | null;
  validity: Validity | null;
  flags: Flag[] | null;
  /** the ids of evidence that must be there */
  evidence: string[];
}

export type Expectation =
  | { kind: 'row'; target: Target; wanted: RowExpectation }
  | { kind: 'cause'; target: Target | null; not: Cause }
  | { kind: 'finding'; code: FindingCode; isThere: boolean; says: string | null }
  | { kind: 'no-findings' }
  | { kind: 'job'; job: string; result: 'pass' | 'fail' | 'open' }
  | { kind: 'clock'; offset: number; within: number }
  | { kind: 'health'; name: string; value: number };

export interface Scenario {
  theme: string;
  label: string;
  tags: string[];
  place: Place;
  steps: Step[];
  expectations: { place: Place; wanted: Expectation }[];
}
