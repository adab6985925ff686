import { Chance } from './chance.ts';
import { type FindingScore, judgeFindings } from './findings/finding-truth.ts';
import { type JudgedRow, judgeRows } from './judge.ts';
import { type ClockScore, judgeClock } from './judge-clock.ts';
import { readHarText, type Said } from './reader.ts';
import { simulate } from './session.ts';
import type { Session } from './stage.ts';
import type { View } from './view.ts';
import { writeHar } from './writer-har.ts';

/** In which shape a session reached the debugger. */
export type Shape = 'har' | 'sanitised';

export interface Trial {
  seed: number;
  shape: Shape;
  view: View;
  said: Said;
  rows: JudgedRow[];
  clock: ClockScore;
  findings: FindingScore;
}

/** What broke while a session was read. */
export interface Crash {
  seed: number;
  shape: Shape;
  message: string;
}

/** Recordings seldom begin with the session. */
const BEGINS_LATE = 0.4;

function viewOf(session: Session, isSanitised: boolean): View {
  const { exchanges } = session.browser;
  const chance = new Chance(session.seed ^ 0x5eed);
  const from = chance.happens(BEGINS_LATE) ? chance.whole(0, exchanges.length - 1) : 0;
  return { session, exchanges: exchanges.slice(from), isSanitised };
}

function tried(session: Session, shape: Shape): Trial {
  const isSanitised = shape === 'sanitised';
  const view = viewOf(session, isSanitised);
  const said = readHarText(writeHar(view.exchanges, { sanitised: isSanitised }));
  const rows = judgeRows(view, said);
  return {
    seed: session.seed,
    shape,
    view,
    said,
    rows,
    clock: judgeClock(view, rows),
    findings: judgeFindings(view, said.findings),
  };
}

/** Simulates the session of a seed and holds what the debugger says of it against the truth. */
export async function trySession(seed: number): Promise<(Trial | Crash)[]> {
  const session = await simulate(seed);
  return (['har', 'sanitised'] as const).map((shape): Trial | Crash => {
    try {
      return tried(session, shape);
    } catch (error) {
      return { seed, shape, message: error instanceof Error ? (error.stack ?? '') : String(error) };
    }
  });
}
