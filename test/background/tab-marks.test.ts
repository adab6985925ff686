import { describe, expect, it } from 'vitest';
import { TabMarks } from '../../src/background/tab-marks.ts';
import { readSessionFacts, type SessionFacts } from '../../src/core/session/facts.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { record } from '../scenarios/judge.ts';

const TAB = 7;
const NOTHING = readSessionFacts(analyse(record([])));

function refusedAt(...times: number[]): SessionFacts {
  return { ...NOTHING, refusedAt: times };
}

function memoryArea() {
  const items: Record<string, unknown> = {};
  return {
    get: async (key: string) => ({ [key]: structuredClone(items[key]) }),
    set: async (more: Record<string, unknown>) => {
      Object.assign(items, structuredClone(more));
    },
  };
}

/** Marks of one tab, with a clock and timers that the test moves. */
function world(area = memoryArea()) {
  const shown: (string | null)[] = [];
  const told: string[] = [];
  const alarms = new Map<string, number>();
  const timers: { ms: number; call: () => void }[] = [];
  const state = { facts: NOTHING, now: 1_000, cost: 0, isOpen: true };
  const marks = new TabMarks(area, {
    facts: () => {
      state.now += state.cost;
      return state.facts;
    },
    hostIn: async () => (state.isOpen ? 'futureguide.id' : null),
    tabs: () => [TAB],
    show: (_, badge) => shown.push(badge?.text ?? null),
    notify: (_, { said }) => told.push(said.key),
    wake: (name, atMs) => void (atMs === null ? alarms.delete(name) : alarms.set(name, atMs)),
    after: (ms, call) => timers.push({ ms, call }),
    now: () => state.now,
  });
  const drawn = async (facts: SessionFacts) => {
    state.facts = facts;
    marks.onChange(TAB);
    timers.shift()?.call();
    await Promise.resolve();
    return shown.at(-1);
  };
  return { marks, shown, told, alarms, timers, state, drawn, area };
}

const REFUSED: SessionFacts = {
  ...NOTHING,
  storage: 'empty',
  fingerprint: null,
  signOut: { at: 500, by: 'refusal' },
};

describe('what is told of a tab', () => {
  it('is told once, also after a restart, and again of what comes later', async () => {
    const first = world();
    await first.drawn(REFUSED);
    await first.drawn(REFUSED);
    expect(first.told).toEqual(['notice_thrown_out']);
    const next = world(first.area);
    await next.marks.load();
    await next.drawn(REFUSED);
    expect(next.told).toEqual([]);
    await next.drawn({ ...REFUSED, signOut: { at: 900, by: 'refusal' } });
    expect(next.told).toEqual(['notice_thrown_out']);
  });

  it('is no more than a person can bear, however often a page changes its session', async () => {
    const { drawn, told, state } = world();
    for (let at = 600; at < 900; at += 10)
      await drawn({ ...REFUSED, signOut: { at, by: 'refusal' } });
    expect(told).toHaveLength(3);
    state.now += 11 * 60_000;
    await drawn({ ...REFUSED, signOut: { at: 900, by: 'refusal' } });
    expect(told).toHaveLength(4);
  });

  it('is nothing while a simulation is on', async () => {
    const { marks, drawn, told } = world();
    marks.setFault(true);
    await drawn(REFUSED);
    expect(told).toEqual([]);
  });
});

describe('the mark of a tab', () => {
  it('counts what was refused until somebody has looked, also after a restart', async () => {
    const first = world();
    expect(await first.drawn(refusedAt(10, 20))).toBe('!2');
    await first.marks.see(TAB);
    expect(first.shown.at(-1)).toBe('');
    const next = world(first.area);
    await next.marks.load();
    expect(await next.drawn(refusedAt(10, 20))).toBe('');
    expect(await next.drawn(refusedAt(10, 20, 30))).toBe('!1');
  });

  it('is left to that of a fault while one is on', async () => {
    const { marks, drawn, shown } = world();
    await drawn(refusedAt(10));
    marks.setFault(true);
    await Promise.resolve();
    expect(shown.at(-1)).toBeNull();
    marks.setFault(false);
    await Promise.resolve();
    expect(shown.at(-1)).toBe('!1');
  });

  it('is not drawn on a page of another site', async () => {
    const { drawn, state } = world();
    state.isOpen = false;
    expect(await drawn(refusedAt(10))).toBeUndefined();
  });

  it('is forgotten with its tab', async () => {
    const { marks, drawn } = world();
    await drawn(refusedAt(10));
    await marks.see(TAB);
    await marks.forget(TAB);
    expect(await drawn(refusedAt(10))).toBe('!1');
  });

  it('is drawn less often where that takes long', async () => {
    const { marks, drawn, timers, state } = world();
    state.cost = 100;
    await drawn(NOTHING);
    marks.onChange(TAB);
    expect(timers.at(-1)?.ms).toBe(2_000);
  });
});

it('The alarm of a tab goes with the tab', async () => {
  const { marks, drawn, alarms, state } = world();
  const kind = 'readable' as const;
  await drawn({ ...NOTHING, token: { kind, expiresAt: state.now + 120_000, notBefore: null } });
  expect([...alarms.keys()]).toEqual([`mark-${TAB}`]);
  await marks.forget(TAB);
  expect(alarms.size).toBe(0);
});
