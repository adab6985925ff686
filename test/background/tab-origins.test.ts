import { describe, expect, it, vi } from 'vitest';
import { tabsOfWorker } from '../../src/background/tab-origins.ts';

const ORIGIN = 'https://futureguide.id';
const { tabs } = vi.hoisted(() => ({ tabs: { all: [] as object[] } }));
vi.mock('../../src/platform/browser.ts', () => ({
  browser: { tabs: { query: async () => tabs.all } },
}));

function opened(...isPrivate: boolean[]): void {
  tabs.all = isPrivate.map((incognito, id) => ({ id, incognito, url: `${ORIGIN}/` }));
}

describe('a request of a worker', () => {
  it('belongs to the tabs that are as private as it, where the browser says how private it is', async () => {
    opened(true, false, true);
    expect(await tabsOfWorker(ORIGIN, true)).toEqual([0, 2]);
    expect(await tabsOfWorker(ORIGIN, false)).toEqual([1]);
    opened(false);
    expect(await tabsOfWorker(ORIGIN, true)).toEqual([]);
  });

  it('belongs to no tab while private and ordinary ones are open, where it does not say so', async () => {
    opened(true, false);
    expect(await tabsOfWorker(ORIGIN, null)).toEqual([]);
    opened(false, false);
    expect(await tabsOfWorker(ORIGIN, null)).toEqual([0, 1]);
  });
});
