import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FaultOutcome } from '../../../src/core/faults/outcome.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { RecipeRunner } from '../../../src/live/act/recipe-runner.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Switch = (name: string) => FaultOutcome;

function runner(outcomeOf: Switch) {
  const told = { on: [] as string[], undone: [] as string[] };
  const run = new RecipeRunner({
    analysis: () => analyse(new Recording(futureGuide)),
    switchOn: async (fault) => {
      told.on.push(fault.name);
      return outcomeOf(fault.name);
    },
    undo: async (id) => {
      told.undone.push(id);
      return { kind: 'undone' };
    },
    changed: () => {},
  });
  return { run, told };
}

const isOn: Switch = (name) => {
  return { kind: 'on', id: `id of ${name}`, fault: { name: 'expire-now' } };
};

it('undoes its faults when it is stopped', async () => {
  const { run, told } = runner(isOn);
  await run.start('refresh-broken');
  expect(told.on).toEqual(['fail-refresh', 'expire-now']);
  expect(run.run?.step).toBe('watch-refresh');
  await run.stop();
  expect(told.undone).toEqual(['id of fail-refresh', 'id of expire-now']);
  expect(run.run).toBeNull();
});

it('undoes them when it has ended, and keeps what it found', async () => {
  const { run, told } = runner(isOn);
  await run.start('refresh-broken');
  await vi.advanceTimersByTimeAsync(130_000);
  expect(run.run?.result).toBe('not-reproduced');
  expect(told.undone).toHaveLength(2);
});

it('ends where a fault cannot be switched on, and undoes the others', async () => {
  const { run, told } = runner((name) =>
    name === 'expire-now' ? { kind: 'unavailable', reason: 'signed-out' } : isOn(name),
  );
  await run.start('refresh-broken');
  expect(run.run?.result).toBe('not-reproduced');
  expect(run.run?.evidence.at(-1)?.fact).toBe('fault-unavailable');
  expect(told.undone).toEqual(['id of fail-refresh']);
});
