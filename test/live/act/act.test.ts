import { describe, expect, it, vi } from 'vitest';
import { Act, ANSWER_WITHIN_MS } from '../../../src/live/act/act.ts';

function act() {
  const asked: number[] = [];
  let changes = 0;
  const one = new Act<string>('lost', () => {
    changes += 1;
  });
  const ask = (request: number) => asked.push(request) > 0;
  return { one, ask, asked, changes: () => changes };
}

describe('an act', () => {
  it('runs until it is answered, and remembers how it ended', async () => {
    const { one, ask, asked, changes } = act();
    const run = one.run(ask);
    expect(one.state).toEqual({ running: true, last: null });
    one.answer(asked[0] ?? 0, 'done');
    await run;
    expect(one.state).toMatchObject({ running: false, last: { outcome: 'done' } });
    expect(changes()).toBe(2);
  });

  it('is done once at a time', async () => {
    const { one, ask, asked } = act();
    const run = one.run(ask);
    await one.run(ask);
    expect(asked).toHaveLength(1);
    one.lose();
    await run;
  });

  it('is lost when nobody hears it, or nobody is left to answer', async () => {
    const { one, ask } = act();
    await one.run(() => false);
    expect(one.state.last?.outcome).toBe('lost');
    const run = one.run(ask);
    one.lose();
    await run;
    expect(one.state).toMatchObject({ running: false, last: { outcome: 'lost' } });
  });

  it('is lost when no answer comes in time', async () => {
    vi.useFakeTimers();
    const { one, ask } = act();
    const run = one.run(ask);
    vi.advanceTimersByTime(ANSWER_WITHIN_MS);
    await run;
    vi.useRealTimers();
    expect(one.state).toMatchObject({ running: false, last: { outcome: 'lost' } });
  });

  it('says what came of it though it had been given up', async () => {
    const { one, ask, asked, changes } = act();
    const run = one.run(ask);
    one.lose();
    await run;
    const before = changes();
    one.answer(asked[0] ?? 0, 'done after all');
    expect(one.state).toMatchObject({ running: false, last: { outcome: 'done after all' } });
    expect(changes()).toBe(before + 1);
  });

  it('takes no answer to an earlier one', async () => {
    const { one, ask, asked } = act();
    const first = one.run(ask);
    one.lose();
    await first;
    const second = one.run(ask);
    one.answer(asked[0] ?? 0, 'late');
    expect(one.state.running).toBe(true);
    one.answer(asked[1] ?? 0, 'right');
    await second;
    expect(one.state.last?.outcome).toBe('right');
  });
});
