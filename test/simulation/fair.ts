import type { Cause } from '../../src/core/language/stable-words.ts';

/** What may be said of a refusal without being wrong. */
export interface Fair {
  /** certain is right of these alone */
  right: ReadonlySet<Cause>;
  /** may be said as likely, for no client could tell them from the truth */
  close: ReadonlySet<Cause>;
  /** has to be named */
  isVisible: boolean;
}
