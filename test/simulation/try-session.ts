import { Chance } from './chance.ts';
import type { Exchange } from './exchange.ts';
import { type FindingScore, judgeFindings } from './findings/finding-truth.ts';
import { type JudgedRow, judgeRows } from './judge.ts';
import { type ClockScore, judgeClock } from './judge-clock.ts';
import { withEntriesLost } from './lost-entries.ts';
import { withBreakingWorker, withWorker } from './page-worker.ts';
import { readHarText, readObservations, type Said, type SaidRow } from './reader.ts';
import { simulate } from './session.ts';
import type { SocketLife } from './socket.ts';
import type { Session } from './stage.ts';
import type { View } from './view.ts';
import { writeHar } from './writer-har.ts';
import { writeLegs } from './writer-legs.ts';

/** In which shape a session reached the debugger. */
export type Shape = 'har' | 'sanitised' | 'live';

export interface Trial {
  seed: number;
  shape: Shape;
  view: View;
  said: Said;
  rows: JudgedRow[];
  invented: SaidRow[];
  clock: ClockScore;
  findings: FindingScore;
}

/** What broke while a session was read. */
export interface Crash {
  seed: number;
  shape: Shape;
  message: string;
}

const SHAPES: readonly Shape[] = ['har', 'sanitised', 'live'];
/** Each so-manieth seed is read from two files. */
const SAVED_IN_TWO = 5;
/** Recordings seldom begin with the session. */
const BEGINS_LATE = 0.4;

/** The poll that brought the answer had begun just before; without it nobody heard the answer. */
function heardIn(use: Exchange, first: Exchange): Exchange {
  if (use.n > first.n) return use;
  return {
    ...use,
    truth: {
      ...use.truth,
      outcome: 'pending',
      reasons: [],
      passedGuard: false,
    },
  };
}

/** A connection by polling is seen from the recording's beginning on, a WebSocket from its own. */
function seenOf(life: SocketLife, seen: readonly Exchange[]): SocketLife[] {
  const [first] = seen;
  if (!first || life.upgrade.n >= first.n) return [life];
  if (life.transport === 'websocket') return [];
  const uses = life.uses.filter(({ n }) => n >= first.n).map((use) => heardIn(use, first));
  const frames = life.frames.filter(({ at }) => at >= first.timing.start);
  return frames.length === 0 ? [] : [{ ...life, uses, frames }];
}

export function viewOf(session: Session, shape: Shape): View {
  const { exchanges, sockets } = session.browser;
  const chance = new Chance(session.seed ^ 0x5eed);
  const from = chance.happens(BEGINS_LATE) ? chance.whole(0, exchanges.length - 1) : 0;
  const seen = exchanges.slice(from);
  // A file without any credential is one whose producer left them out, as far as anybody can tell.
  const isBare = seen.every(({ authorization }) => authorization === null);
  return {
    session,
    exchanges:
      shape === 'live'
        ? withEntriesLost(session.seed, withWorker(session.seed, seen))
        : withBreakingWorker(session.seed, seen),
    sockets: sockets.flatMap((life) => seenOf(life, seen)),
    isSanitised: shape === 'sanitised' || (shape === 'har' && isBare),
    seesStorage: shape === 'live',
  };
}

/** Some recordings are saved in two parts; without a clock that was set, either may be named first. */
function filesOf(view: View): string[] {
  const { seed, clock } = view.session;
  const { exchanges } = view;
  const half = Math.floor(exchanges.length / 2);
  if (seed % SAVED_IN_TWO !== 0 || half === 0) return [writeHar(view)];
  const parts = [exchanges.slice(0, half), exchanges.slice(half)];
  const texts = parts.map((part) => writeHar({ ...view, exchanges: part }));
  return clock.steps.length === 0 ? texts.reverse() : texts;
}

function saidOf(view: View): Said {
  if (view.seesStorage) return readObservations(writeLegs(view));
  return readHarText(...filesOf(view));
}

function tried(session: Session, shape: Shape): Trial {
  const view = viewOf(session, shape);
  const said = saidOf(view);
  const { rows, invented } = judgeRows(view, said);
  return {
    seed: session.seed,
    shape,
    view,
    said,
    rows,
    invented,
    clock: judgeClock(view, rows, said),
    findings: judgeFindings(view, said.findings),
  };
}

/** Simulates the session of a seed and holds what the debugger says of it against the truth. */
export async function trySession(seed: number): Promise<(Trial | Crash)[]> {
  const session = await simulate(seed);
  return SHAPES.map((shape): Trial | Crash => {
    try {
      return tried(session, shape);
    } catch (error) {
      return { seed, shape, message: error instanceof Error ? (error.stack ?? '') : String(error) };
    }
  });
}
