import { timeTicks, utcTicks } from 'd3-time';
import { type Language, wordKey } from '../../language/language.ts';
import { DAY_MS, SECOND_MS } from '../../language/units.ts';
import { personNumber } from '../../redaction/pseudonyms.ts';
import type { ServiceProfile } from '../../service/service-profile.ts';
import type { Interval } from '../../timeline/pack.ts';
import { endOf, type Span } from '../../timeline/spans.ts';
import {
  type Mark,
  readTimeline,
  SHAPES,
  type Shape,
  type Timeline,
} from '../../timeline/timeline.ts';
import { recorded } from '../../timeline/view.ts';
import { readingOf } from '../reading/reading-of.ts';
import type { Report } from '../report-schema.ts';
import { type Html, html } from './html-text.ts';

const WIDTH = 1_000;
const GUTTER = 165;
const RIGHT = WIDTH - 12;
const AXIS = 24;
const ROW = 28;
/** of the line on which a row's bar and marks stand */
const MIDDLE = 19;
/** More would be a wall; the panel has them all. */
const MAX_ROWS = 30;
const MAX_LINKS = 300;
/** Of more marks those of some px are drawn as one. */
const MAX_MARKS = 4_000;
const GRAIN = 4;
/** Room (px) for the time at a line of the axis. */
const TICK = 70;
const LETTER = 6;
const MAX_NAME = 28;

const TICKS = 7;

/** Strokes from the middle of a mark. */
const SHAPE_PATHS: Record<Shape, string> = {
  accepted: 'v-3v6',
  pending: 'm-2-2h4v4h-4z',
  unknown: 'm-2-2h4v4h-4z',
  'signed-in': 'm-4 3l4-6 4 6z',
  refreshed: 'm-3-4l6 4-6 4z',
  failed: 'm-3-3h6v6h-6z',
  expired: 'm0-4l4 4-4 4-4-4z',
  'refresh-unanswered': 'm-3-4l6 4-6 4',
  'refresh-failed': 'm-3-4l6 4-6 4z',
  rejected: 'm-3-3l6 6m0-6l-6 6',
};

type Scale = (ms: number) => number;

function scaleOf({ from, to }: Interval): Scale {
  const perMs = (RIGHT - GUTTER) / (to - from);
  return (ms) => {
    const x = GUTTER + (ms - from) * perMs;
    return Math.round(Math.min(RIGHT, Math.max(GUTTER, x)) * 10) / 10;
  };
}

function axis({ from, to }: Interval, x: Scale, height: number, language: Language): Html[] {
  const { format, timeZone } = language;
  const times = (timeZone === 'UTC' ? utcTicks : timeTicks)(new Date(from), new Date(to), TICKS);
  const step = Number(times[1] ?? to) - Number(times[0] ?? from);
  // Without the zone, which the heading says.
  const part = step >= DAY_MS ? 'day' : step < SECOND_MS ? 'precise' : 'seconds';
  return times.flatMap((time) => {
    const at = x(time.getTime());
    return [
      html`<line x1="${at}" x2="${at}" y1="0" y2="${height}"/>`,
      ...(at < RIGHT - TICK
        ? [html`<text x="${at + 3}" y="12">${format(time.getTime(), part)}</text>`]
        : []),
    ];
  });
}

/** Whether the service refused a token itself and never took it. */
function isNeverTaken(span: Span, { marks }: Timeline): boolean {
  return (
    span.kind === 'token' &&
    span.ended?.by === 'refused' &&
    marks.every(({ token, shape }) => token !== span || shape === 'rejected')
  );
}

function spanShape(
  span: Span,
  timeline: Timeline,
  x: Scale,
  y: number,
  expiringMs: number,
): Html[] {
  const left = x(span.from);
  const bar = (name: string, from: number, to: number) =>
    html`<rect class="${name}" x="${from}" y="${y - 5}" width="${Math.max(1, to - from)}" height="10"/>`;
  if (span.kind === 'job')
    return [
      html`<path class="mark job-${span.result}" d="M${left} ${y}H${x(span.endedAt ?? span.to)}"/>`,
    ];
  if (span.kind === 'socket') return [bar('life', left, x(span.to))];
  const { expiresAt, lastSentAt } = span;
  const endAt = endOf(span);
  const end = x(endAt ?? span.to);
  const soon = expiresAt === null ? end : x(Math.max(span.from, expiresAt - expiringMs));
  const isLate = endAt !== null && lastSentAt !== null && lastSentAt > endAt;
  if (isNeverTaken(span, timeline)) return [bar('never', left, end)];
  return [
    bar('life', left, end),
    ...(soon < end ? [bar('soon', soon, end)] : []),
    ...(isLate ? [html`<path class="late" d="M${end} ${y}H${x(lastSentAt)}"/>`] : []),
  ];
}

/** The places (px) of a row's marks by their shape, each once. */
function placesOf(marks: readonly Mark[], x: Scale, grain: number): Map<Shape, Set<number>> {
  const places = new Map<Shape, Set<number>>();
  for (const { at, shape } of marks) {
    const known = places.get(shape) ?? new Set();
    known.add(Math.round(x(at) / grain) * grain);
    places.set(shape, known);
  }
  return places;
}

function laneNames({ rows, lanes }: Timeline, { say }: Language): Html[] {
  let before = -1;
  return rows.slice(0, MAX_ROWS).flatMap(({ lane, isShared }, index) => {
    const owner = lanes[lane];
    if (!owner || (lane === before && !isShared)) return [];
    before = lane;
    const ofLane =
      owner.kind === 'user'
        ? personNumber(owner.user ?? '')
        : say(wordKey('timeline_lane', owner.kind));
    const name = isShared ? say('timeline_more', { count: owner.more }) : ofLane;
    const text = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name;
    return [html`<text x="0" y="${AXIS + index * ROW + MIDDLE + 4}">${text}</text>`];
  });
}

function links({ rows, links: all }: Timeline, x: Scale): Html[] {
  const rowOf = new Map(
    rows.flatMap(({ spans, isShared }, index) =>
      isShared ? [] : spans.map((span) => [span, index] as const),
    ),
  );
  return all.slice(0, MAX_LINKS).flatMap(({ mark, from, to }) => {
    const start = from ? rowOf.get(from) : undefined;
    const end = to ? rowOf.get(to) : undefined;
    if (start === undefined || end === undefined || start === end) return [];
    if (start >= MAX_ROWS || end >= MAX_ROWS) return [];
    const y = (row: number) => AXIS + row * ROW + MIDDLE;
    return [html`<path class="link" d="M${x(mark.at)} ${y(start)}V${y(end)}"/>`];
  });
}

function legend({ marks }: Timeline, y: number, { say }: Language): Html[] {
  const used = SHAPES.filter((shape) => marks.some((mark) => mark.shape === shape));
  let left = GUTTER;
  return used.map((shape) => {
    const text = say(wordKey('timeline_shape', shape));
    const at = left;
    left += text.length * LETTER + 30;
    return html`<path class="mark ${shape}" d="M${at + 4} ${y - 4}${SHAPE_PATHS[shape]}"/><text x="${at + 12}" y="${y}">${text}</text>`;
  });
}

/** The picture of a report in time, as SVG; null where nothing in it has a time. */
export function timelineSvg(
  report: Report,
  profile: ServiceProfile,
  language: Language,
): Html | null {
  const { analysis, jobs } = readingOf(report, profile);
  const clock = report.clock ? (analysis.clockOf(report.clock.host)?.latest ?? null) : null;
  const timeline = readTimeline(analysis, jobs, clock);
  const range = recorded(timeline);
  if (!range) return null;
  const x = scaleOf(range);
  const rows = timeline.rows.slice(0, MAX_ROWS);
  const height = AXIS + rows.length * ROW;
  const grain = timeline.marks.length > MAX_MARKS ? GRAIN : 1;
  const expiringMs = profile.expiringSeconds * SECOND_MS;
  const drawn = rows.flatMap(({ spans, isShared, marks: all }, index) => {
    const y = AXIS + index * ROW + MIDDLE;
    const shown = spans.filter(({ kind }) => !isShared || kind !== 'token');
    const bars = shown.flatMap((span) => spanShape(span, timeline, x, y, expiringMs));
    const names = shown.flatMap((span) =>
      span.kind === 'token'
        ? [html`<text x="${x(span.from) + 2}" y="${y - 7}">${span.id}</text>`]
        : [],
    );
    const marks = [...placesOf(all, x, grain)].map(([shape, columns]) => {
      const path = [...columns].map((at) => `M${at} ${y}${SHAPE_PATHS[shape]}`).join('');
      return html`<path class="mark ${shape}" d="${path}"/>`;
    });
    return [...bars, ...marks, ...names];
  });
  const more = timeline.rows.length - rows.length;
  return html`<svg viewBox="0 0 ${WIDTH} ${height + 24}" role="img" aria-label="${language.say('timeline')}">${[
    ...axis(range, x, height, language),
    ...laneNames(timeline, language),
    ...links(timeline, x),
    ...drawn,
    ...legend(timeline, height + 18, language),
    ...(more > 0
      ? [
          html`<text x="0" y="${height + 18}">${language.say('timeline_more', { count: more })}</text>`,
        ]
      : []),
  ]}</svg><p class="subtle">${language.say('document_legend', { seconds: profile.expiringSeconds })}</p>`;
}
