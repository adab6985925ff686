import type { Exchange } from './exchange.ts';
import type { JudgedRow } from './judge.ts';
import type { Said, SaidClock } from './reader.ts';
import { isOfApi, isStamped, spreadOf, stampsBeside, type View } from './view.ts';

export interface ClockScore {
  /** rows whose stated clock could be held against the truth */
  rows: number;
  /** exchanges of which no server's true offset lies in what was stated */
  outside: Exchange[];
  /** rows after two servers had told their time */
  withReplicas: number;
  /** of these, those in whose bounds not every server's offset lies */
  uncovered: Exchange[];
}

interface Stated {
  exchange: Exchange;
  clock: SaidClock | null;
  /** it is said of no server in particular */
  ofNone: boolean;
}

/** Times of files are whole ms. */
const ROUNDING_MS = 1.5;
/** `Date` leaves out the fraction of the second (RFC 9110 §5.6.7). */
const DATE_PRECISION_MS = 1_000;
/** What a computer's quartz may be off (ms per ms), in small steps: 50 ppm is 4.3 s a day. */
const DRIFTS = Array.from({ length: 41 }, (_none, index) => (index - 20) * 2.5e-6);
/** One lie can be known as such only beside so many honest ones. */
const HONEST_BESIDE_A_LIE = 3;

function isInside({ lowMs, highMs }: SaidClock, offsets: readonly number[]): boolean {
  return offsets.some((offset) => offset >= lowMs - ROUNDING_MS && offset <= highMs + ROUNDING_MS);
}

/** Server − client in ms, at the sending and, where a clock was set meanwhile, at the stamp. */
function offsetsOf({ session }: View, { timing, startedAt }: Exchange, replica: number): number[] {
  const server = session.service.replicas[replica] ?? session.clock;
  // By the clock as it went when the request began, which is what its times are written in.
  const clientAt = (trueMs: number) => startedAt + (trueMs - timing.start);
  return [timing.sent, timing.checked, timing.stamped].map(
    (trueMs) => server.at(trueMs) - clientAt(trueMs),
  );
}

/** The header's time, or the body's, which is exact. */
function stampOf({ responseHeaders, body }: Exchange): { from: number; to: number } | null {
  const [, exact] = /"timestamp":"([^"]+)"/.exec(body) ?? [];
  if (exact !== undefined) return { from: Date.parse(exact), to: Date.parse(exact) };
  const date = responseHeaders.find(({ name }) => name === 'date')?.value;
  if (date === undefined) return null;
  return { from: Date.parse(date), to: Date.parse(date) + DATE_PRECISION_MS };
}

/** A stamp's bounds on server − client, in ms, at an instant (true ms). */
interface Bound {
  at: number;
  low: number;
  high: number;
}

function boundOf(exchange: Exchange): Bound[] {
  const stamp = stampOf(exchange);
  if (!stamp) return [];
  const { timing, startedAt } = exchange;
  const clientAt = (trueMs: number) => startedAt + (trueMs - timing.start);
  return [
    {
      at: timing.sent,
      low: stamp.from - clientAt(timing.responded) - ROUNDING_MS,
      high: stamp.to - clientAt(timing.sent) + ROUNDING_MS,
    },
  ];
}

/** Whether one clock with some drift explains every stamp: then nobody sees that there are two. */
function isOneClock(stamps: readonly Exchange[]): boolean {
  const bounds = stamps.flatMap(boundOf);
  const from = bounds[0]?.at ?? 0;
  return DRIFTS.some((drift) => {
    const low = Math.max(...bounds.map((bound) => bound.low - drift * (bound.at - from)));
    const high = Math.min(...bounds.map((bound) => bound.high - drift * (bound.at - from)));
    return low <= high;
  });
}

/** Whether anybody could know the clock there: a stamp while no clock was set, and no lie alone. */
function isKnowable(view: View, stamps: readonly Exchange[]): boolean {
  const lies = view.exchanges.some(({ liesAboutTime }) => liesAboutTime);
  return stamps.length >= (lies ? HONEST_BESIDE_A_LIE : 1);
}

/** Live sources date both ends of a request; a clock that is set meanwhile leaves no duration. */
function isTornLive({ session, seesStorage }: View, { timing }: Exchange): boolean {
  return (
    seesStorage && session.clock.steps.some(({ at }) => at > timing.start && at <= timing.ended)
  );
}

/** What the recording's one clock says, which speaks of no server in particular, held against the newest answer that tells the time. */
function overAll(view: View, { clock }: Said): Stated[] {
  const newest = view.exchanges.findLast(
    (exchange) => isOfApi(exchange) && isStamped(exchange) && !exchange.liesAboutTime,
  );
  const isApi = clock?.host.startsWith('api.') ?? false;
  return newest && isApi ? [{ exchange: newest, clock, ofNone: true }] : [];
}

/** Holds the stated clock of every row of the API, and the recording's, against the true ones. */
export function judgeClock(view: View, rows: readonly JudgedRow[], said: Said): ClockScore {
  const score: ClockScore = { rows: 0, outside: [], withReplicas: 0, uncovered: [] };
  const ofRows = rows.map(({ exchange, said: row }): Stated => {
    return { exchange, clock: row?.clock ?? null, ofNone: false };
  });
  for (const { exchange, clock, ofNone } of [...ofRows, ...overAll(view, said)]) {
    const { replica } = exchange.truth;
    if (!clock || replica === null || !isOfApi(exchange)) continue;
    if (isTornLive(view, exchange)) continue;
    const stamps = stampsBeside(view, exchange);
    // Of a server behind the same name that never told its time, nobody knows.
    const own = stamps.filter(({ truth }) => truth.replica === replica);
    if (!isKnowable(view, own)) continue;
    score.rows += 1;
    const isOne = isOneClock(stamps);
    const possible =
      isOne || ofNone
        ? view.session.service.replicas.flatMap((_server, one) => offsetsOf(view, exchange, one))
        : offsetsOf(view, exchange, replica);
    if (!isInside(clock, possible)) score.outside.push(exchange);
    // Servers nearer to one another than a `Date` can show are one to whoever reads dates.
    if (isOne || spreadOf(view, exchange.timing.sent) < DATE_PRECISION_MS) continue;
    const seen = new Set(stamps.filter(isStamped).map(({ truth }) => truth.replica));
    if (seen.size < 2) continue;
    score.withReplicas += 1;
    const isCovered = [...seen].every((one) =>
      isInside(clock, offsetsOf(view, exchange, one ?? 0)),
    );
    if (!isCovered) score.uncovered.push(exchange);
  }
  return score;
}
