/** What the service said when it was asked whether it takes a token now. */
export type ProbeOutcome =
  | { kind: 'accepted'; status: number }
  | { kind: 'refused'; status: number; message: string | null }
  | {
      kind: 'failed';
      reason:
        | 'not-checked'
        | 'too-many-requests'
        | 'server-error'
        | 'undecided'
        | 'timeout'
        | 'offline'
        | 'answer-lost'
        | 'page-silent'
        | 'woke-late';
      status: number | null;
    }
  | { kind: 'unavailable'; reason: 'no-page' | 'watch-only' | 'not-sendable' };
