import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/core/recording/observation.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { Analyser, type Analysis, analyse } from '../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { LogReader, readLog } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { Chance } from './chance.ts';
import { simulate } from './session.ts';
import { viewOf } from './try-session.ts';
import { writeLegs } from './writer-legs.ts';

const SESSIONS = 8;
const FIRST_SEED = 82_001;
/** So few rows that most sessions are more than fit. */
const LIMITS = { requests: 8, events: 40, told: 10, bodyCharacters: 20_000 };
const CLEARED = 0.03;
/** How far an observation may come from its place. */
const MIXED_UP_BY = 12;
const THRESHOLDS_S = [60, 3_600];

/** All that is said, by its values. */
function saidIn(analysis: Analysis, log: readonly LogEntry[]) {
  const { requests, sockets, chains, clockOf, lastAt } = analysis;
  const rows = {
    requests: analysis.rows.requests.items,
    sockets: analysis.rows.sockets.items,
  };
  const { credentials, refreshes, signIns, signOuts } = chains;
  const hosts = new Set(rows.requests.map(({ sending }) => sending.host));
  return {
    rows,
    requests,
    sockets,
    credentials: credentials.all,
    issuances: credentials.issuances,
    refreshes,
    signIns,
    signOuts,
    chains: credentials.all.map((record) => chains.chainOf(record).map(({ id }) => id)),
    clocks: [...hosts].map((host) => [host, clockOf(host)?.latest, clockOf(host)?.at(lastAt)]),
    lastAt,
    log,
  };
}

/** As live sources tell it, but out of order: none waits for another. */
function outOfOrder(observations: readonly Observation[], chance: Chance): Observation[] {
  return observations
    .map((observation, index) => ({ observation, at: index + chance.whole(0, MIXED_UP_BY) }))
    .sort((a, b) => a.at - b.at)
    .map(({ observation }) => observation);
}

async function checkGrowing(seed: number): Promise<{ dropped: number; cleared: number }> {
  const chance = new Chance(seed);
  const recording = new Recording(futureGuide, LIMITS);
  const analyser = new Analyser(recording);
  const log = new LogReader();
  const told = { dropped: 0, cleared: 0 };
  const observations = writeLegs(viewOf(await simulate(seed), 'live'));
  for (const [index, observation] of outOfOrder(observations, chance).entries()) {
    recording.add(observation);
    if (chance.happens(CLEARED)) {
      recording.clear(analyser.read().lastAt);
      told.cleared += 1;
    }
    const expiringSeconds = THRESHOLDS_S[chance.whole(0, THRESHOLDS_S.length - 1)];
    const analysis = analyser.read(expiringSeconds);
    const grown = saidIn(analysis, log.read(analysis).items);
    const first = analyse(recording, expiringSeconds);
    const fresh = saidIn(first, readLog(first));
    if (!isDeepStrictEqual(grown, fresh))
      expect(grown, `seed ${seed}, after observation ${index}`).toEqual(fresh);
    told.dropped = Math.max(told.dropped, recording.dropped);
  }
  return told;
}

describe(`${SESSIONS} simulated sessions that arrive out of order, are cut and cleared`, () => {
  it('are judged after every single change as if they were read for the first time', async () => {
    let dropped = 0;
    let cleared = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SESSIONS; seed += 1) {
      const told = await checkGrowing(seed);
      dropped += told.dropped;
      cleared += told.cleared;
    }
    expect(dropped).toBeGreaterThan(0);
    expect(cleared).toBeGreaterThan(0);
  }, 120_000);
});
