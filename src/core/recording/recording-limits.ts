/** How much a recording keeps; when it is full, the oldest goes. */
export interface RecordingLimits {
  requests: number;
  /** documents, storage states, socket frames and refusals that the page tells, each */
  events: number;
  /** of those frames and refusals what the browser saw nothing of, each */
  told: number;
  /** characters of all response bodies together, and as many of all storage states */
  bodyCharacters: number;
}

export const DEFAULT_LIMITS: RecordingLimits = {
  requests: 20_000,
  events: 5_000,
  told: 1_000,
  bodyCharacters: 64 * 1024 * 1024,
};

/** For files, which are read whole and once. */
export const NO_LIMITS: RecordingLimits = {
  requests: Number.POSITIVE_INFINITY,
  events: Number.POSITIVE_INFINITY,
  told: Number.POSITIVE_INFINITY,
  bodyCharacters: Number.POSITIVE_INFINITY,
};

/** When a recording is full, this share goes at once, so that not every new row costs a removal. */
export const EVICTED_SHARE = 0.05;
