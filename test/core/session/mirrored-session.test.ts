import { describe, expect, it } from 'vitest';
import { Recording } from '../../../src/core/recording/recording.ts';
import { MirroredSession } from '../../../src/core/session/mirrored-session.ts';
import { type RecordingStep, takeStep } from '../../../src/core/session/recording-step.ts';
import type { SessionAct, SessionState } from '../../../src/core/session/session-channel.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { readLog } from '../../../src/core/verdict/log.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { allScenarios } from '../../scenarios/judge.ts';
import { play, START_MS } from '../../scenarios/play.ts';
import { fc } from '../../seeded.ts';

const FACTS: SessionState = {
  connection: 'connected',
  site: 'service',
  isRecording: true,
  refresh: { running: false, last: null },
  probe: { running: false, last: null, token: null },
  faults: { running: false, last: null, on: [], inOtherTabs: [], capabilities: { rules: true } },
  recipe: null,
  droppedBefore: 0,
  isBacklogFull: false,
};

function mirrorOf(recording: Recording) {
  const told: SessionAct[] = [];
  const begin = {
    type: 'begin',
    recording: structuredClone(recording.copy()),
    facts: FACTS,
    kept: { keptView: 'as it was', keptFiles: null },
  } as const;
  const session = new MirroredSession(futureGuide, begin, (act) => told.push(act));
  return { session, told };
}

/** All that a reader sees of a recording. */
function said(recording: Recording) {
  const { clearedAt, dropped } = recording;
  return { clearedAt, dropped, log: readLog(analyse(recording)), storage: recording.storage() };
}

describe('a session that is mirrored', () => {
  it('says of every scenario what the other says, wherever it begins, also after pauses and Clear', () => {
    const scenarios = allScenarios();
    const acts = fc.constantFrom('pause' as const, 'resume' as const, 'clear' as const);
    const choice = fc.record({
      scenario: fc.nat(scenarios.length - 1),
      begins: fc.double({ min: 0, max: 1, noNaN: true }),
      acts: fc.array(fc.record({ kind: acts, when: fc.nat(40) }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(choice, ({ scenario, begins, acts }) => {
        const wanted = scenarios[scenario];
        if (!wanted) return;
        const steps: RecordingStep[] = play(wanted).arrivals.map(({ at, observation }) => ({
          kind: 'take',
          at,
          observations: [observation],
        }));
        for (const { kind, when } of acts) {
          const before = steps[when];
          if (before) steps.splice(when, 0, { kind, at: before.at });
        }
        const first = Math.floor(begins * steps.length);
        const recording = new Recording(futureGuide);
        for (const step of steps.slice(0, first)) takeStep(recording, step);
        const { session } = mirrorOf(recording);
        for (const step of steps.slice(first)) {
          takeStep(recording, step);
          session.hear({ type: 'changed', steps: [structuredClone(step)], facts: FACTS });
        }
        expect(said(session.recording)).toEqual(said(recording));
      }),
      { numRuns: 300 },
    );
  });

  it('hands on what is asked, and gives back how that ended', async () => {
    const { session, told } = mirrorOf(new Recording(futureGuide));
    const undone = session.undoFault('fault-1');
    const refreshed = session.forceRefresh();
    session.hear({ type: 'done', act: 2, outcome: undefined });
    session.hear({ type: 'done', act: 1, outcome: { kind: 'undone' } });
    await refreshed;
    expect(await undone).toEqual({ kind: 'undone' });
    expect(told.map(({ asked }) => asked)).toEqual([
      { verb: 'undo-fault', id: 'fault-1', newer: 'ask' },
      { verb: 'force-refresh' },
    ]);
  });

  it('tells of changes until nobody listens, and keeps the view for the next document', () => {
    const { session, told } = mirrorOf(new Recording(futureGuide));
    const end = new AbortController();
    let heard = 0;
    session.subscribe(() => {
      heard += 1;
    }, end.signal);
    const facts: SessionState = { ...FACTS, connection: 'disconnected' };
    session.hear({ type: 'changed', steps: [{ kind: 'pause', at: START_MS }], facts });
    expect([heard, session.connection]).toEqual([1, 'disconnected']);
    end.abort();
    session.hear({ type: 'changed', steps: [], facts: FACTS });
    expect([heard, session.connection]).toEqual([1, 'connected']);
    expect(session.keptView).toBe('as it was');
    session.keptView = 'elsewhere';
    expect(told.at(-1)?.asked).toEqual({ verb: 'keep-view', view: 'elsewhere' });
  });
});
