import * as v from 'valibot';

const status = v.number();

/** What the service said when it was asked whether it takes a token now. */
export const probeOutcome = v.variant('kind', [
  v.object({ kind: v.literal('accepted'), status }),
  v.object({ kind: v.literal('refused'), status, message: v.nullable(v.string()) }),
  v.object({
    kind: v.literal('failed'),
    reason: v.picklist([
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
    status: v.nullable(status),
  }),
  v.object({
    kind: v.literal('unavailable'),
    reason: v.picklist(['no-page', 'watch-only', 'not-sendable']),
  }),
]);
export type ProbeOutcome = v.InferOutput<typeof probeOutcome>;
