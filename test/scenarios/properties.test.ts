import { describe, expect, it, vi } from 'vitest';
import { readFindings } from '../../src/core/findings/findings.ts';
import { readHealth } from '../../src/core/jobs/health.ts';
import { readJobs } from '../../src/core/jobs/jobs.ts';
import type { Observation } from '../../src/core/recording/observation.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { fc } from '../seeded.ts';
import { allScenarios, keyOf, record, type Said, verdictsOf } from './judge.ts';
import { mangled } from './mangle.ts';
import { type Arrival, play, START_MS } from './play.ts';
import type { Scenario } from './script.ts';

vi.setConfig({ testTimeout: 60_000 });

const SCENARIOS = allScenarios();
const HOUR_MS = 3_600_000;
const RUNS = { numRuns: 150 };

const observationsOf = (arrivals: readonly Arrival[]) =>
  arrivals.map(({ observation }) => observation);

/** The last of each id: a repeated delivery replaces the one before. */
function settled(arrivals: readonly Arrival[]): Observation[] {
  return [...new Map(observationsOf(arrivals).map((one) => [one.id, one])).values()];
}

function inOrder(arrivals: readonly Arrival[]): Arrival[] {
  return arrivals.toSorted((a, b) => a.at - b.at);
}

/** How the server's clock goes in a scenario; null where it tells two times, or a source is blind. */
function clockOf({ steps }: Scenario): number | null {
  const offsets = steps.flatMap(({ act }) => (act.kind === 'server' ? [act.offset] : []));
  const isTrue = steps.every(
    ({ act }) =>
      act.kind !== 'request' || (act.date.kind !== 'off' && act.seenBy === 'everyone' && act.dated),
  );
  return offsets.length > 1 || !isTrue ? null : (offsets[0] ?? 0);
}

/** Others that may happen in the same world; one service has one clock. */
function companionsOf(scenario: Scenario): Scenario[] {
  const clock = clockOf(scenario);
  return clock === null ? [] : SCENARIOS.filter((other) => clockOf(other) === clock);
}

const partners = new Map(SCENARIOS.map((scenario) => [scenario, companionsOf(scenario)]));

/** One scenario alone, or several in one recording, overlapping in time. */
const mixOf = (scenarios: Scenario[]): fc.Arbitrary<Arrival[]> =>
  fc.constantFrom(...scenarios).chain((first) => {
    const others = partners.get(first) ?? [];
    const maxLength = others.length === 0 ? 0 : 2;
    const scenario = fc.constantFrom(...(others.length === 0 ? [first] : others));
    const part = fc.record({ scenario, ms: fc.nat(3 * HOUR_MS) });
    return fc.array(part, { maxLength }).map((others) => {
      const parts = [{ scenario: first, ms: 0 }, ...others];
      const arrivals = parts.flatMap(
        ({ scenario, ms }, index) => play(scenario, START_MS + ms, `${'abc'[index]}`).arrivals,
      );
      const told = () => parts.map(({ scenario, ms }) => `+${ms} ms ${scenario.label}`).join(' & ');
      return Object.assign(inOrder(arrivals), { [fc.toStringMethod]: told });
    });
  });

const mix = mixOf(SCENARIOS);
/** Whether a clock was set, theirs or this computer's, or one answer lies, the order of arrival tells. */
const unsetMix = mixOf(
  SCENARIOS.filter(
    ({ steps }) =>
      steps.filter(({ act }) => act.kind === 'server').length < 2 &&
      steps.every(({ act }) => act.kind !== 'request' || act.date.kind !== 'off'),
  ),
);

const verdicts = (observations: Iterable<Observation>) => verdictsOf(analyse(record(observations)));

const asObject = (said: Map<string, Said>) =>
  Object.fromEntries([...said].sort(([a], [b]) => a.localeCompare(b)));

/** The findings and jobs by their words, not by the names of rows. */
function found(observations: Iterable<Observation>): string[] {
  const analysis = analyse(record(observations));
  const jobs = readJobs(analysis).map(({ result }) => result);
  return [...readFindings(analysis).map(({ code }) => code), ...jobs].sort();
}

/** What the whole says otherwise than a part that was certain of it. */
function contradictions(part: Map<string, Said>, whole: Map<string, Said>): string[] {
  return [...part]
    .filter(([, said]) => said.certainty === 'certain')
    .filter(([key, said]) => whole.get(key)?.cause !== said.cause)
    .map(([key, said]) => `${key}: ${said.cause}, in the end ${whole.get(key)?.cause}`);
}

/** Every beginning of a recording, as it grows. */
function contradictedOnTheWay(arrivals: readonly Arrival[]): string[] {
  const observations = observationsOf(arrivals);
  const whole = verdicts(observations);
  const recording = record([]);
  return observations.flatMap((observation) => {
    recording.add(observation);
    return contradictions(verdictsOf(analyse(recording)), whole);
  });
}

describe('the order of arrival', () => {
  it('does not change a verdict', () => {
    const shuffled = unsetMix.chain((arrivals) => {
      const all = settled(arrivals);
      return fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      );
    });
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(asObject(verdicts(other))).toEqual(asObject(verdicts(one)));
        expect(found(other)).toEqual(found(one));
      }),
      RUNS,
    );
  });

  it('does not change what a delivery in pieces comes to', () => {
    fc.assert(
      fc.property(mix, (arrivals) => {
        const inPieces = asObject(verdicts(observationsOf(arrivals)));
        expect(inPieces).toEqual(asObject(verdicts(settled(arrivals))));
      }),
      RUNS,
    );
  });
});

describe('a beginning of a recording', () => {
  it('is never certain of what the whole contradicts, in any scenario', () => {
    const wrong = SCENARIOS.flatMap((scenario) =>
      contradictedOnTheWay(play(scenario).arrivals).map((text) => `${scenario.label}: ${text}`),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('is never certain of what the whole contradicts, in any mix', () => {
    fc.assert(
      fc.property(mix, (arrivals) => {
        expect([...new Set(contradictedOnTheWay(arrivals))]).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an answer that lies about the time', () => {
  const lie = fc.record({
    scenario: fc.constantFrom(...SCENARIOS.filter((scenario) => clockOf(scenario) !== null)),
    which: fc.nat(),
    ms: fc.integer({ min: -10 * HOUR_MS, max: 10 * HOUR_MS }),
  });

  it('makes nothing certain that the whole contradicts', () => {
    fc.assert(
      fc.property(lie, ({ scenario, which, ms }) => {
        const requests = scenario.steps.filter(({ act }) => act.kind === 'request');
        const liar = requests[which % Math.max(1, requests.length)];
        const steps = scenario.steps.map((step) =>
          step === liar && step.act.kind === 'request'
            ? { ...step, act: { ...step.act, date: { kind: 'off' as const, ms } } }
            : step,
        );
        const { arrivals } = play({ ...scenario, steps });
        expect([...new Set(contradictedOnTheWay(arrivals))]).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('time', () => {
  const saidAt = (scenario: Scenario, startMs: number) => {
    const said = verdicts(observationsOf(play(scenario, startMs).arrivals));
    return [...said].map(([key, one]) => [
      key.replace(/\d{12,13}/, (at) => `${Number(at) - startMs}`),
      one,
    ]);
  };

  it('may be shifted as a whole', () => {
    const seconds = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    fc.assert(
      fc.property(fc.constantFrom(...SCENARIOS), seconds, (scenario, by) => {
        expect(saidAt(scenario, START_MS + by * 1000)).toEqual(saidAt(scenario, START_MS));
      }),
      RUNS,
    );
  });
});

describe('an unrelated request of another host', () => {
  interface Stranger {
    at: number;
    status: number;
    authorization: string | null;
    dateOff: number;
  }
  const stranger: fc.Arbitrary<Stranger> = fc.record({
    at: fc.integer({ min: 0, max: 4 * HOUR_MS }),
    status: fc.constantFrom(200, 401, 403, 500),
    authorization: fc.constantFrom('Bearer abc', 'Bearer undefined', null),
    dateOff: fc.integer({ min: -10 * HOUR_MS, max: 10 * HOUR_MS }),
  });

  function legOf({ at, status, authorization, dateOff }: Stranger): Observation {
    const startedAt = START_MS + at;
    const headers = authorization === null ? [] : [{ name: 'authorization', value: authorization }];
    const date = new Date(startedAt + dateOff).toUTCString();
    return {
      kind: 'web',
      id: `stranger-${at}`,
      method: 'GET',
      url: 'https://elsewhere.example/x',
      resourceType: 'xmlhttprequest',
      startedAt,
      sentAt: startedAt,
      endedAt: startedAt + 50,
      ...{
        status,
        error: null,
        fromCache: false,
        redirectUrl: null,
        byWorker: false,
        askingOrigin: null,
        foreign: false,
      },
      requestHeaders: headers,
      responseHeaders: [{ name: 'date', value: date }],
    };
  }

  it('changes no verdict', () => {
    fc.assert(
      fc.property(mix, stranger, (arrivals, told) => {
        const observations = observationsOf(arrivals);
        const leg = legOf(told);
        const withStranger = verdicts([...observations, leg]);
        if (leg.kind === 'web') withStranger.delete(keyOf({ ...leg, at: leg.startedAt }));
        expect(asObject(withStranger)).toEqual(asObject(verdicts(observations)));
      }),
      RUNS,
    );
  });
});

describe('any input', () => {
  it('is judged without an exception', () => {
    fc.assert(
      fc.property(mix, fc.infiniteStream(fc.nat()), (arrivals, dice) => {
        const next = (sides: number) => (dice.next().value ?? 0) % sides;
        const observations = observationsOf(arrivals).map((one) => mangled(one, next));
        expect(() => {
          const analysis = analyse(record(observations));
          verdictsOf(analysis);
          readFindings(analysis);
          readHealth(analysis, readJobs(analysis));
        }).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });
});
