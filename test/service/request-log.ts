/** What the service received, and what it said to it. */
export interface LoggedRequest {
  /** `socket`: an `authenticate` event; its `method` is `EVENT`, its `path` the event's name. */
  kind: 'http' | 'socket';
  /** This computer's time of arrival, in epoch milliseconds. */
  at: number;
  method: string;
  host: string;
  /** With the query. */
  path: string;
  authorization: string | null;
  cookie: string | null;
  /** Parsed JSON; for a socket the event's argument. */
  body: unknown;
  /** Null while unanswered, and for ever when the client left before. */
  status: number | null;
  /** The error code of the answer's body; for a socket the event that answered. */
  code: string | null;
}

export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  arrived(entry: Omit<LoggedRequest, 'at' | 'status' | 'code'>): LoggedRequest;
  answered(entry: LoggedRequest): void;
  /** Calls `listener` at every answer; returns the end of that. */
  onAnswer(listener: (entry: LoggedRequest) => void): () => void;
  reset(): void;
}

/** When full, the oldest tenth goes. */
const LOG_LIMIT = 50_000;

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  const listeners = new Set<(entry: LoggedRequest) => void>();
  return {
    entries,
    arrived(received) {
      const entry: LoggedRequest = { ...received, at: Date.now(), status: null, code: null };
      if (entries.length >= LOG_LIMIT) entries.splice(0, LOG_LIMIT / 10);
      entries.push(entry);
      return entry;
    },
    answered(entry) {
      for (const listener of listeners) listener(entry);
    },
    onAnswer(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset: () => {
      entries.length = 0;
    },
  };
}
