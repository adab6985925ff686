import type { Frame } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { waitFor } from '../browser/wait.ts';
import { allScenarios, keysOf, record, verdictsOf } from '../scenarios/judge.ts';
import { play } from '../scenarios/play.ts';
import type { Scenario } from '../scenarios/script.ts';
import { ScenarioPlayer } from './scenario-player.ts';
import { openApp, openPanel, openWorld, press, readGrid, type World } from './world.ts';

const SCENARIOS = allScenarios().filter(({ tags }) => tags.includes('browser'));

/** What both interpreters must say of a request or of a socket. */
interface Row {
  validity: string;
  outcome: string;
  cause: string;
  flags: string;
}

/** What is said of the scenario as a text: requests in order, then sockets. */
function expectedRows(scenario: Scenario): Row[] {
  const { arrivals, played } = play(scenario);
  const said = verdictsOf(analyse(record(arrivals.map(({ observation }) => observation))));
  const keys = keysOf(played);
  const isSocket = (index: number) => played[index]?.verb === 'socket';
  const indexes = [...keys.keys()];
  return [...indexes.filter((index) => !isSocket(index)), ...indexes.filter(isSocket)].map(
    (index) => {
      const one = said.get(keys[index] ?? '');
      if (!one) throw new Error(`nothing is said of ${keys[index]}`);
      const { validity, outcome, cause, flags } = one;
      return { validity, outcome, cause: cause ?? '', flags: flags.join(' ') };
    },
  );
}

/** The panel's rows in the same order; those of the socket's own transport are not of the scenario. */
async function rowsOf(frame: Frame): Promise<Row[]> {
  const drawn = (await readGrid(frame)).filter(
    ({ data, texts }) => data.socket || (data.request && !texts.join().includes('/socket.io/')),
  );
  const ofKind = (kind: 'request' | 'socket') => drawn.filter(({ data }) => data[kind]);
  return [...ofKind('request'), ...ofKind('socket')].map(({ data }) => ({
    validity: data.validity ?? '',
    outcome: data.outcome ?? '',
    cause: data.cause ?? '',
    flags: data.flags ?? '',
  }));
}

describe('scenarios in a real browser', () => {
  let world: World;
  let frame: Frame;

  beforeAll(async () => {
    world = await openWorld({ csp: false });
    await openApp(world.page, 'current');
    ({ frame } = await openPanel(world.page));
    await press(frame, 'All');
  });

  afterAll(() => world?.[Symbol.asyncDispose]());

  it('are at least twenty', () => {
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(20);
  });

  it.each(SCENARIOS.map((scenario) => [scenario.label, scenario] as const))(
    '%s',
    async (_label, scenario) => {
      world.service.reset();
      await press(frame, 'Clear');
      await waitFor('an empty grid', async () => (await rowsOf(frame)).length === 0);
      const player = new ScenarioPlayer(world.service, world.page, scenario);
      try {
        await player.play();
        const expected = expectedRows(scenario);
        await waitFor('the rows of the scenario', async () => {
          expect(await rowsOf(frame)).toEqual(expected);
          return true;
        });
      } finally {
        await player.tidy();
      }
    },
  );
});
