import * as v from 'valibot';
import { endedRequests, type RelayAnswer, type RelayAsk } from '../messages.ts';
import { MAX_STORED_CHARACTERS, MAX_URL_CHARACTERS } from '../page-channel.ts';

/** A profile of the user's own may name more keys than FutureGuide has. */
const MAX_PLACES = 1_000;

const time = v.nullable(v.number());
const status = v.nullable(v.number());
const text = v.pipe(v.string(), v.maxLength(MAX_STORED_CHARACTERS));
const address = v.pipe(v.string(), v.maxLength(MAX_URL_CHARACTERS));
const places = v.pipe(v.array(address), v.maxLength(MAX_PLACES));
const tokenTimes = v.object({ fingerprint: address, issuedAt: time, expiresAt: time });

function unavailable<const Reasons extends readonly string[]>(reasons: Reasons) {
  return v.object({ kind: v.literal('unavailable'), reason: v.picklist(reasons) });
}

function failed<const Reasons extends readonly string[]>(reasons: Reasons) {
  return v.object({ kind: v.literal('failed'), reason: v.picklist(reasons), status });
}

/** What is taken of what a page answers, by what it was asked: its process may be another's by now. */
export const relayAnswers = {
  refresh: v.variant('kind', [
    v.object({
      kind: v.literal('refreshed'),
      before: v.nullable(tokenTimes),
      after: tokenTimes,
      places,
    }),
    v.object({ kind: v.literal('refused'), message: v.nullable(text) }),
    v.object({ kind: v.literal('rate-limited'), retryAfterSeconds: v.nullable(v.number()) }),
    failed(['server-error', 'timeout', 'offline', 'nonsense', 'woke-late']),
    failed(['answer-lost', 'page-silent']),
    v.object({
      kind: v.literal('not-written'),
      reason: v.picklist([
        'tokens-changed',
        'user-changed',
        'user-unnamed',
        'signed-out',
        'storage-full',
      ]),
    }),
    v.object({ kind: v.literal('app-is-refreshing') }),
    unavailable(['no-page', 'watch-only', 'signed-out', 'auth-v1', 'admin', 'no-refresh-token']),
  ]),
  probe: v.variant('kind', [
    v.object({ kind: v.literal('accepted'), status: v.number() }),
    v.object({ kind: v.literal('refused'), status: v.number(), message: v.nullable(text) }),
    failed([
      'not-checked',
      'too-many-requests',
      'server-error',
      'undecided',
      'timeout',
      'offline',
      'answer-lost',
      'page-silent',
      'woke-late',
    ]),
    unavailable(['no-page', 'watch-only', 'not-sendable']),
  ]),
  'read-storage': v.literal(true),
  'put-fault': v.variant('kind', [
    v.object({
      kind: v.literal('put'),
      at: v.number(),
      token: v.nullable(text),
      places,
      forgetsExpiry: v.boolean(),
    }),
    unavailable(['signed-out', 'not-a-jwt', 'no-such-copy', 'storage-full']),
  ]),
  'renew-fault': v.boolean(),
  'undo-fault': v.variant('kind', [
    v.object({ kind: v.literal('undone'), newer: places }),
    v.object({ kind: v.literal('gone') }),
  ]),
  'page-faults': v.boolean(),
  'controlling-worker': v.nullable(address),
  'ended-requests': endedRequests,
} satisfies { [Ask in RelayAsk]: v.GenericSchema<unknown, RelayAnswer<Ask>> };
