import { offsetWords } from '../../src/core/clock/offset-words.ts';
import type { ClockReading } from '../../src/core/clock/server-clock.ts';
import { type Said, said, type WordKey, wordKey } from '../../src/core/language/language.ts';
import { redactText } from '../../src/core/redaction/redact.ts';
import type { ShapeCount } from '../../src/core/timeline/lane-summary.ts';
import type { Interval } from '../../src/core/timeline/pack.ts';
import type { JobSpan, SocketSpan, TokenSpan } from '../../src/core/timeline/spans.ts';
import type { Lane, Mark, Shape, Timeline } from '../../src/core/timeline/timeline.ts';
import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { differs } from '../credential/clock-differences.ts';
import { language, say, tell } from '../words/language.ts';
import { rowName } from '../words/row-name.ts';
import { statusWords, verdictSentence } from '../words/sentences.ts';
import { socketSentence } from '../words/socket-sentences.ts';
import type { Hit } from './layout.ts';

/** What can be said of something in the picture: a heading and lines below it. */
export interface Caption {
  title: string;
  lines: string[];
}

/** Nearer than this (ms) an instant is said without its date. */
const SAME_DAY_MS = 12 * 3_600_000;

/** How far the server's clock is ahead, where it is surely another than that of the axis. */
function clockWords(clock: ClockReading): string[] {
  if (!differs(clock)) return [];
  const { offsetMs, uncertaintyMs } = clock;
  const offset = offsetWords(offsetMs / 1000, uncertaintyMs / 1000, language.value);
  return [`${say('clock_server')} ${offset}`];
}

function when(ms: number, nowMs: number): Said {
  const isNear = Math.abs(ms - nowMs) < SAME_DAY_MS;
  return said(isNear ? 'timeline_clock' : 'timeline_date', { at: ms });
}

export function laneName({ kind, user }: Lane): string {
  return kind === 'user' ? redactText(user ?? '') : say(wordKey('timeline_lane', kind));
}

/** Whose a lane is, at length. */
export function laneTitle(lane: Lane): string {
  const { kind } = lane;
  const isShortened = kind === 'nobody' || kind === 'sign-ins' || kind === 'no-token';
  return isShortened ? say(wordKey('timeline_lane_full', kind)) : laneName(lane);
}

export function moreWords(count: number): string {
  return say('timeline_more', { count });
}

export function resultWord(result: JobSpan['result']): string {
  return say(wordKey('timeline_job', result));
}

export function shapeWord(shape: Shape): string {
  return say(wordKey('timeline_shape', shape));
}

export function countWords(counts: readonly ShapeCount[]): string {
  if (counts.length === 0) return say('timeline_nothing_sent');
  const words = counts.map(({ shape, count }) =>
    say('timeline_count', { number: count, what: said(wordKey('timeline_shape', shape)) }),
  );
  return say('timeline_counts', { counts: words });
}

/** From when to when, and how long that is. */
export function rangeWords({ from, to }: Interval, nearMs = from): string {
  const seconds = (to - from) / 1000;
  return say('timeline_span', { from: when(from, nearMs), to: when(to, nearMs), seconds });
}

/** A token by its name, and what ended it before its time. */
function nameOf({ fingerprint, ended }: TokenSpan, nowMs: number): string {
  if (!ended) return fingerprint;
  const { by, at } = ended;
  return say(wordKey('timeline_ended', by), { token: fingerprint, at: when(at, nowMs) });
}

/** What stands above a bar in a picture of about that time; a date by another clock says so. */
export function barWords(span: TokenSpan, isAhead: boolean, nearMs: number, nowMs: number): string {
  const { fingerprint, claimed, ended, clock } = span;
  if (ended || !isAhead || claimed.expiresAt === null) return nameOf(span, nearMs);
  const at = when(claimed.expiresAt, nearMs);
  return [
    say(
      span.expiresAt !== null && span.expiresAt <= nowMs
        ? 'timeline_bar_expired'
        : 'timeline_bar_ahead',
      { token: fingerprint, at },
    ),
    ...(clock ? clockWords(clock) : []),
  ].join(' · ');
}

/** Dates as the token says them and as they stand everywhere else. */
function life({ claimed: { issuedAt, expiresAt }, ...span }: TokenSpan, nowMs: number): string[] {
  const issued = issuedAt === null ? [] : [say('timeline_issued', { at: when(issuedAt, nowMs) })];
  if (expiresAt === null || span.expiresAt === null)
    return [...issued, say('detail_validity_no_exp')];
  const hasExpired = span.expiresAt <= nowMs;
  // What is over is not said to be valid until its date.
  if (span.ended && !hasExpired) return issued;
  const key: WordKey = hasExpired ? 'timeline_expired' : 'timeline_expires';
  const expiry = say(key, { at: when(expiresAt, nowMs) });
  if (issuedAt === null || expiresAt <= issuedAt) return [...issued, expiry];
  return [...issued, expiry, say('timeline_lasts', { seconds: (expiresAt - issuedAt) / 1000 })];
}

/** Whose it is, from when to when, and by which clock. */
export function tokenCaption(span: TokenSpan, nowMs: number): Caption {
  const { user, clock } = span;
  return {
    title: say('timeline_token', { token: nameOf(span, nowMs) }),
    lines: [
      ...(user === null ? [] : [redactText(user)]),
      ...life(span, nowMs),
      ...(clock ? clockWords(clock) : [say('timeline_clock_unknown')]),
    ],
  };
}

export function jobCaption(
  { job, result, from, to, endedAt, refreshes }: JobSpan,
  nowMs: number,
): Caption {
  return {
    title: say('timeline_job', { job: redactText(job), result: resultWord(result) }),
    lines: [
      rangeWords({ from, to: endedAt === null ? nowMs : to }, nowMs),
      say('timeline_refreshes', { count: refreshes }),
    ],
  };
}

export function socketCaption({ from, to, isOpen, parts }: SocketSpan, nowMs: number): Caption {
  return {
    title: say(isOpen ? 'timeline_socket_open' : 'timeline_socket_over'),
    lines: [
      rangeWords({ from, to: isOpen ? nowMs : to }, nowMs),
      ...parts.map(({ fingerprint, from: at }) =>
        fingerprint === null
          ? say('timeline_socket_tokenless', { at: when(at, nowMs) })
          : say('timeline_socket_token', { token: fingerprint, at: when(at, nowMs) }),
      ),
    ],
  };
}

interface Known {
  timeline: Timeline;
  entry: LogEntry | undefined;
  nowMs: number;
}

/** A request, refresh or authentication as its row in the grid tells it. */
export function markCaption(mark: Mark, { timeline, entry, nowMs }: Known): Caption {
  const at = when(mark.at, nowMs);
  const link = timeline.links.find((each) => each.mark === mark);
  const change =
    link?.from && link.to
      ? [say('timeline_refresh', { from: link.from.fingerprint, to: link.to.fingerprint })]
      : [];
  const token =
    mark.token && !link ? [say('timeline_token', { token: mark.token.fingerprint })] : [];
  const title = rowName(entry, nowMs)?.full ?? shapeWord(mark.shape);
  if (entry?.kind === 'request')
    return {
      title,
      lines: [
        say('timeline_answer', { at, status: statusWords(entry.facts) }),
        verdictSentence(entry),
        ...change,
        ...token,
      ],
    };
  const sentence = entry?.kind === 'socket' ? [socketSentence(entry)] : [];
  return { title, lines: [tell(at), ...sentence, ...token] };
}

export function hitCaption(hit: Hit, known: Known): Caption {
  if (hit.kind === 'mark') return markCaption(hit.mark, known);
  if (hit.kind === 'lane') return { title: laneTitle(hit.lane), lines: [] };
  const { span } = hit;
  switch (span.kind) {
    case 'token':
      return tokenCaption(span, known.nowMs);
    case 'socket':
      return socketCaption(span, known.nowMs);
    case 'job':
      return jobCaption(span, known.nowMs);
  }
}

/** What the lines and surfaces mean. */
export function legendOfSpans(expiringSeconds: number): string[] {
  return [
    say('timeline_legend_life', { seconds: expiringSeconds }),
    say('timeline_legend_late'),
    say('timeline_legend_others'),
    say('timeline_legend_marks'),
    say('timeline_legend_now'),
  ];
}
