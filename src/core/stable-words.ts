/** Words that others rely on: they stand in the DOM, in the report and in the filter. */
export type Outcome = 'accepted' | 'rejected' | 'failed' | 'pending' | 'unknown';
export type Flag = 'sent-expired' | 'invalid-token' | 'auth-error';
export type Certainty = 'certain' | 'likely' | 'possible';
export type Validity =
  | 'none'
  | 'opaque'
  | 'malformed'
  | 'not-yet-valid'
  | 'valid'
  | 'expiring'
  | 'expired'
  | 'no-exp'
  | 'unknown';
export type Cause =
  | 'refresh-refused'
  | 'missing'
  | 'wrong-scheme'
  | 'placeholder'
  | 'quoted'
  | 'malformed'
  | 'expired'
  | 'unknown';
