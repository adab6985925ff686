/**
 * Every fault that can be switched on, as data. Stable names: they stand in the recording, in the
 * report and in the keys of texts. A fault of storage changes what the app holds; one of requests
 * what the browser sends; one of the page what the app is answered.
 */
import * as v from 'valibot';
import { FAULT_WAYS } from '../language/fault-words.ts';
import type { FaultWay } from '../recording/observation.ts';

/** No server takes a longer header. */
export const MAX_TOKEN_CHARACTERS = 16 * 1024;
export const MAX_PATH_CHARACTERS = 2_048;
export const MAX_SECONDS = 24 * 3_600;
export const MAX_TIMES = 10_000;

const token = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TOKEN_CHARACTERS));
const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_SECONDS));

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Which requests a fault of requests touches. */
export const requestScope = v.object({
  /** beginning of the path; null: the whole API */
  path: v.nullable(v.pipe(v.string(), v.startsWith('/'), v.maxLength(MAX_PATH_CHARACTERS))),
  /** null: every method */
  method: v.nullable(v.picklist(METHODS)),
  /** off after so many were seen; a few more may pass. Null: until it is undone */
  times: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_TIMES))),
});
export type RequestScope = v.InferOutput<typeof requestScope>;

/** In the order in which they are offered. */
export const TOKEN_CHANGES = [
  'expire-now',
  'leave-seconds',
  'really-expired',
  'roll-back',
  'tamper-payload',
  'tamper-signature',
  'quote',
  'placeholder',
  'remove',
  'other-user',
] as const;

/** What can be made of a token, in storage or on its way. */
export const tokenChange = v.variant('name', [
  /** same claims, `exp` just past; its signature no longer fits */
  v.object({ name: v.literal('expire-now') }),
  /** same claims, `exp` so many s ahead; its signature no longer fits */
  v.object({ name: v.literal('leave-seconds'), seconds }),
  /** one that expired by itself in this recording, genuinely signed */
  v.object({ name: v.literal('really-expired'), token }),
  v.object({ name: v.literal('tamper-payload') }),
  v.object({ name: v.literal('tamper-signature') }),
  v.object({ name: v.literal('quote') }),
  /** the word `undefined` */
  v.object({ name: v.literal('placeholder') }),
  v.object({ name: v.literal('remove') }),
  /** the one before the last refresh */
  v.object({ name: v.literal('roll-back'), token }),
  v.object({ name: v.literal('other-user'), token }),
]);
export type TokenChange = v.InferOutput<typeof tokenChange>;

export const storageFault = v.variant('name', [
  tokenChange,
  /** another token in one copy alone, the others left as they are */
  v.object({ name: v.literal('stale-copy'), place: v.pipe(v.string(), v.maxLength(120)), token }),
  /** refreshes pass, but the tokens they bring are not kept */
  v.object({ name: v.literal('keep-old-token') }),
]);
export type StorageFault = v.InferOutput<typeof storageFault>;

/** The whole header, made of the token that the app holds. */
const authorization = v.pipe(v.string(), v.maxLength(MAX_TOKEN_CHARACTERS + 20));

export const requestFault = v.variant('name', [
  v.object({ name: v.literal('drop-authorization'), scope: requestScope }),
  v.object({ name: v.literal('wrong-scheme'), authorization, scope: requestScope }),
  v.object({
    name: v.literal('replace-token'),
    as: v.picklist(TOKEN_CHANGES),
    authorization,
    scope: requestScope,
  }),
  v.object({ name: v.literal('block-refresh') }),
  /** the refresh cookie is taken off, so that the service itself answers 401 */
  v.object({ name: v.literal('strip-refresh-cookie') }),
]);
export type RequestFault = v.InferOutput<typeof requestFault>;

export const REFRESH_FAILURES = [401, 429, 500] as const;

export const pageFault = v.variant('name', [
  /** the hook in the page answers; nothing is sent */
  v.object({ name: v.literal('fail-refresh'), status: v.picklist(REFRESH_FAILURES) }),
  v.object({ name: v.literal('delay-refresh'), seconds }),
  /** done once: it is never on */
  v.object({ name: v.literal('close-socket') }),
]);
export type PageFault = v.InferOutput<typeof pageFault>;

export const fault = v.variant('name', [storageFault, requestFault, pageFault]);
export type Fault = v.InferOutput<typeof fault>;

/** What each works on; that none is of another way than its kind, the compiler sees. */
const WAYS: Record<StorageFault['name'], 'storage'> &
  Record<RequestFault['name'], 'rules'> &
  Record<PageFault['name'], 'page-hook'> = FAULT_WAYS;

export function wayOf({ name }: Fault): FaultWay {
  return WAYS[name];
}

export function isRequestFault(it: Fault): it is RequestFault {
  return wayOf(it) === 'rules';
}

export function isPageFault(it: Fault): it is PageFault {
  return wayOf(it) === 'page-hook';
}

export function isStorageFault(it: Fault): it is StorageFault {
  return wayOf(it) === 'storage';
}

const FORGED: ReadonlySet<string> = new Set<TokenChange['name']>([
  'expire-now',
  'leave-seconds',
  'tamper-payload',
  'tamper-signature',
]);

/** Whether the token that it makes carries a signature that does not fit. */
export function breaksSignature(it: Fault): boolean {
  return FORGED.has(it.name === 'replace-token' ? it.as : it.name);
}
