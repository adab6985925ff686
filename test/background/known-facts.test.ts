import { describe, expect, it } from 'vitest';
import { KnownFacts } from '../../src/background/known-facts.ts';
import { readSessionFacts } from '../../src/core/session/facts.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { record } from '../scenarios/judge.ts';

const TAB = 7;
const APP = 'https://futureguide.id';
const FACTS = readSessionFacts(analyse(record([])));

/** What is kept outlives the worker, as in the browser. */
function store() {
  const kept = new Map<number, string>();
  const asked: string[] = [];
  return {
    kept,
    asked,
    keep: async (tabId: number, { origin }: { origin: string }) => {
      asked.push('keep');
      kept.set(tabId, origin);
    },
    drop: async (tabIds: readonly number[]) => {
      asked.push('drop');
      for (const tabId of tabIds) kept.delete(tabId);
    },
  };
}

describe('what the popup finds before the worker is awake', () => {
  it('goes at the first thing that happens in the tab, and at once', () => {
    const area = store();
    const known = new KnownFacts(area);
    known.keep(TAB, APP, FACTS);
    known.keep(TAB + 1, APP, FACTS);
    known.drop([TAB]);
    expect([...area.kept.keys()]).toEqual([TAB + 1]);
  });

  it('goes though an earlier worker has kept it', () => {
    const area = store();
    new KnownFacts(area).keep(TAB, APP, FACTS);
    new KnownFacts(area).drop([TAB]);
    expect(area.kept.size).toBe(0);
  });

  it('costs a tab in which much happens no more than one word to the browser', () => {
    const area = store();
    const known = new KnownFacts(area);
    for (let row = 0; row < 100; row += 1) known.drop([TAB]);
    expect(area.asked).toEqual(['drop']);
    known.keep(TAB, APP, FACTS);
    known.drop([TAB]);
    expect(area.asked).toEqual(['drop', 'keep', 'drop']);
  });

  it('goes with the tab, whose number a worker may see again', () => {
    const area = store();
    const known = new KnownFacts(area);
    known.keep(TAB, APP, FACTS);
    known.onClosed(TAB);
    known.keep(TAB, APP, FACTS);
    known.onClosed(TAB);
    expect(area.kept.size).toBe(0);
  });
});
