import type { REFRESH_FAILURES, RequestScope, TokenChange } from '../../src/core/faults/fault.ts';

export type Method = NonNullable<RequestScope['method']>;

/** What the user has filled in for a fault, before it is switched on. */
export interface Draft {
  /** s */
  seconds: number;
  status: (typeof REFRESH_FAILURES)[number];
  /** a token of this recording; null: the latest that suits */
  token: string | null;
  /** a copy in storage, as `FoundToken.place` has it; null: the first */
  place: string | null;
  /** what a replaced token becomes */
  as: TokenChange['name'];
  /** beginning of the path; empty: the whole API */
  path: string;
  method: Method | null;
  times: number | null;
}

export const EMPTY_DRAFT: Draft = {
  seconds: 10,
  status: 500,
  token: null,
  place: null,
  as: 'expire-now',
  path: '',
  method: null,
  times: null,
};
