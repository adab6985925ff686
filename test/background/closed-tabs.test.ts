import { expect, it, vi } from 'vitest';
import { watchClosedTabs } from '../../src/background/closed-tabs.ts';

const { tabs } = vi.hoisted(() => {
  const event = () => {
    const listeners: ((...ids: number[]) => void)[] = [];
    return {
      addListener: (listener: (...ids: number[]) => void) => listeners.push(listener),
      tell: (...ids: number[]) => {
        for (const listener of listeners) listener(...ids);
      },
    };
  };
  return { tabs: { onRemoved: event(), onReplaced: event() } };
});
vi.mock('../../src/platform/browser.ts', () => ({ browser: { tabs } }));

it('A tab is gone when it is closed, and when the browser gives its place to another', () => {
  const gone: number[] = [];
  watchClosedTabs((tabId) => gone.push(tabId));
  tabs.onRemoved.tell(1);
  tabs.onReplaced.tell(8, 2);
  expect(gone).toEqual([1, 2]);
});
