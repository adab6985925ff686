import type { ClockReading } from '../clock/server-clock.ts';
import type { Job } from '../jobs/jobs.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import { currentCredential } from '../verdict/current.ts';
import type { RequestEntry } from '../verdict/entry.ts';
import { refreshResult } from '../verdict/own-traffic.ts';
import { pack } from './pack.ts';
import { jobSpans, type Span, socketSpans, type TokenSpan, tokenSpans } from './spans.ts';

/** How a mark looks: what came of it, from the least to the most in need of being seen. */
export const SHAPES = [
  'accepted',
  'pending',
  'unknown',
  'signed-in',
  'refreshed',
  'failed',
  'expired',
  'refresh-unanswered',
  'refresh-failed',
  'rejected',
] as const;
export type Shape = (typeof SHAPES)[number];

/** One request, refresh or authentication of a socket at its time (ms by this computer). */
export interface Mark {
  /** of its row in the grid */
  id: string;
  at: number;
  shape: Shape;
  /** the one it was sent with, or that it brought */
  token: TokenSpan | null;
  /** index in the timeline's rows */
  row: number;
}

/** A refresh between two tokens; `to` is null where it brought none. */
export interface RefreshLink {
  mark: Mark;
  from: TokenSpan | null;
  to: TokenSpan | null;
}

export interface TimelineRow {
  /** index in the timeline's lanes */
  lane: number;
  spans: Span[];
  /** for want of rows: its marks are those of several spans, and no bar of a token is drawn */
  isShared: boolean;
  /** in order of time */
  marks: Mark[];
}

export interface Lane {
  /**
   * `nobody`: tokens that name no user; `sign-ins`: logins and refreshes that brought none as far as
   * was seen; `no-token`: what else was sent without one
   */
  kind: 'user' | 'nobody' | 'sign-ins' | 'no-token' | 'sockets' | 'jobs';
  user: string | null;
  /** how many spans share its last row */
  more: number;
}

/** The picture of a recording; every time is ms by this computer. */
export interface Timeline {
  lanes: Lane[];
  rows: TimelineRow[];
  /** all, in order of time */
  marks: Mark[];
  links: RefreshLink[];
  inUse: TokenSpan | null;
  /** the server's clock that the present is seen by */
  clock: ClockReading | null;
}

/** So that the next user is seen without scrolling. */
const MAX_TOKEN_ROWS = 2;
const MAX_OTHER_ROWS = 4;

class Builder {
  readonly lanes: Lane[] = [];
  readonly rows: TimelineRow[] = [];
  readonly rowOf = new Map<Span, number>();

  readonly #firstMark: ReadonlyMap<Span, number>;

  /** @param firstMark of each token that has marks in its lane, when the first was made (ms) */
  constructor(firstMark: ReadonlyMap<Span, number>) {
    this.#firstMark = firstMark;
  }

  addLane(
    { kind, user, maxRows }: Pick<Lane, 'kind' | 'user'> & { maxRows: number },
    spans: readonly Span[],
    mostWanted: readonly Span[] = [],
  ): void {
    const extentOf = (span: Span) => ({
      from: Math.min(span.from, this.#firstMark.get(span) ?? span.from),
      to: span.to,
    });
    const packed = pack(spans, maxRows, extentOf, mostWanted);
    const { rows } = packed;
    // Without a bar, a token is seen by its marks alone.
    const hidden = packed.hidden.filter(
      (span) => span.kind !== 'token' || this.#firstMark.has(span),
    );
    this.lanes.push({ kind, user, more: hidden.length });
    const add = (row: Span[], isShared: boolean) => {
      for (const span of row) this.rowOf.set(span, this.rows.length);
      this.rows.push({ lane: this.lanes.length - 1, spans: row, isShared, marks: [] });
    };
    for (const row of rows.length > 0 ? rows : [[]]) add(row, false);
    if (hidden.length > 0) add(hidden, true);
  }

  rowOfLane(kind: Lane['kind']): number {
    return this.rows.findIndex(({ lane }) => this.lanes[lane]?.kind === kind);
  }
}

/** Traffic of the page itself tells nothing of tokens, and a socket's requests are its span. */
function isDrawn({ facts: request }: RequestEntry): boolean {
  const { kind } = request.route;
  if (request.method === 'OPTIONS' || kind === 'socket') return false;
  return kind !== 'page' || request.credential.kind !== 'absent';
}

function shapeOf({ outcome, flags }: RequestEntry['verdict']): Shape {
  return outcome === 'accepted' && flags.includes('sent-expired') ? 'expired' : outcome;
}

/** What signs in says nothing of how a token was taken. */
function isSignIn({ facts: { route } }: RequestEntry): boolean {
  return route.kind === 'login' || route.kind === 'register';
}

const REFRESH_SHAPES = {
  succeeded: 'refreshed',
  failed: 'refresh-failed',
  pending: 'pending',
  redirected: 'accepted',
} as const;

function refreshShape(judged: RequestEntry): Shape {
  const shape = REFRESH_SHAPES[refreshResult(judged)];
  const isUnanswered = shape === 'refresh-failed' && judged.facts.status === null;
  return isUnanswered ? 'refresh-unanswered' : shape;
}

type Placed = Omit<Mark, 'row'> & {
  /** where it stands without a token */
  lane: 'sign-ins' | 'no-token' | 'sockets';
  link: Omit<RefreshLink, 'mark'> | null;
};

function requestMarks(
  { requests, chains }: Analysis,
  spanOf: (record: CredentialRecord | null | undefined) => TokenSpan | null,
): Placed[] {
  const issued = new Map(
    chains.credentials.issuances.map((each) => [each.request.id, each.access]),
  );
  const refreshes = new Map(chains.refreshes.map((each) => [each.request.id, each]));
  return requests.filter(isDrawn).flatMap((judged) => {
    const { facts: request, sending, verdict } = judged;
    const { at } = judged;
    if (at === null) return [];
    const refresh = refreshes.get(request.id);
    const link = refresh ? { from: spanOf(refresh.from), to: spanOf(refresh.to) } : null;
    const isIn = isSignIn(judged);
    const token = link
      ? (link.to ?? link.from)
      : (spanOf(issued.get(request.id)) ?? spanOf(sending.record));
    const answered = shapeOf(verdict);
    const isPassed = answered === 'accepted' && (request.status ?? 0) < 300;
    const shape = isIn && isPassed ? 'signed-in' : answered;
    return [
      {
        id: request.id,
        at,
        shape: link ? refreshShape(judged) : shape,
        token,
        lane: isIn || link ? ('sign-ins' as const) : ('no-token' as const),
        link,
      },
    ];
  });
}

function socketMarks(
  { sockets }: Analysis,
  spanOf: (record: CredentialRecord | null) => TokenSpan | null,
): Placed[] {
  return sockets.map(({ facts: use, sending, verdict }) => ({
    id: use.id,
    at: use.at,
    shape: shapeOf(verdict),
    token: spanOf(sending.record),
    lane: 'sockets' as const,
    link: null,
  }));
}

/** In order of first sight; those that name nobody come last. */
function byUser(tokens: Iterable<TokenSpan>): [user: string | null, spans: TokenSpan[]][] {
  const lanes = new Map<string | null, TokenSpan[]>();
  for (const span of tokens) {
    const known = lanes.get(span.user);
    if (known) known.push(span);
    else lanes.set(span.user, [span]);
  }
  return [...lanes].sort(([a], [b]) => Number(a === null) - Number(b === null));
}

/** Of each user the token that was refused last, and of each the one that was used last. */
function lastOfUsers(placed: readonly Placed[]): TokenSpan[] {
  const refused = new Map<string | null, TokenSpan>();
  const used = new Map<string | null, TokenSpan>();
  for (const { token, shape } of placed) {
    if (!token) continue;
    used.set(token.user, token);
    if (shape === 'rejected') refused.set(token.user, token);
  }
  return [...refused.values(), ...used.values()];
}

/**
 * Lays a recording out as a picture: a lane per user with the lives of the tokens, what was sent
 * without any, sockets, jobs. `clock` is that of the server in use, `opened` the token that is looked at.
 */
export function readTimeline(
  analysis: Analysis,
  jobs: readonly Job[],
  clock: ClockReading | null,
  opened: CredentialRecord | null = null,
): Timeline {
  const { byToken } = analysis.chains.credentials;
  const current = byToken.get(currentCredential(analysis.recording)?.token ?? '');
  const tokens = tokenSpans(analysis, clock, current);
  const spanOf = (record: CredentialRecord | null | undefined) =>
    (record && tokens.get(record)) ?? null;
  const placed = [...requestMarks(analysis, spanOf), ...socketMarks(analysis, spanOf)].sort(
    (a, b) => a.at - b.at,
  );
  const firstMark = new Map<Span, number>();
  for (const { token, at, lane } of placed)
    if (token && lane !== 'sockets' && !firstMark.has(token)) firstMark.set(token, at);
  const inUse = spanOf(current);
  const mostWanted = [spanOf(opened), inUse, ...lastOfUsers(placed)].filter((one) => one !== null);
  const builder = new Builder(firstMark);
  for (const [user, spans] of byUser(tokens.values()))
    builder.addLane(
      { kind: user === null ? 'nobody' : 'user', user, maxRows: MAX_TOKEN_ROWS },
      spans,
      mostWanted,
    );
  for (const kind of ['sign-ins', 'no-token'] as const)
    if (placed.some(({ lane, token }) => lane === kind && token === null))
      builder.addLane({ kind, user: null, maxRows: 1 }, []);
  const others = { user: null, maxRows: MAX_OTHER_ROWS };
  const sockets = socketSpans(analysis);
  if (sockets.length > 0) builder.addLane({ kind: 'sockets', ...others }, sockets);
  const spans = jobSpans(analysis, jobs);
  if (spans.length > 0) builder.addLane({ kind: 'jobs', ...others }, spans);

  const socketRows = new Map(
    sockets.flatMap((span) => span.parts.map(({ id }) => [id, builder.rowOf.get(span)] as const)),
  );
  const links: RefreshLink[] = [];
  const marks = placed.map(({ lane, link, ...mark }): Mark => {
    const row =
      (lane === 'sockets'
        ? socketRows.get(mark.id)
        : mark.token && builder.rowOf.get(mark.token)) ?? builder.rowOfLane(lane);
    const done = { ...mark, row };
    builder.rows[row]?.marks.push(done);
    if (link) links.push({ mark: done, ...link });
    return done;
  });
  return { lanes: builder.lanes, rows: builder.rows, marks, links, inUse, clock };
}
