import { expect, it } from 'vitest';
import { FirstCredential } from '../../src/background/first-credential.ts';
import { Watchers } from '../../src/background/watchers.ts';
import type { WebChange } from '../../src/background/web-requests.ts';

function watched() {
  const marks: boolean[] = [];
  let later = () => {};
  const watchers = new Watchers({
    mark: async (isWatched) => void marks.push(isWatched),
    after: (_ms, call) => {
      later = call;
    },
  });
  return { watchers, marks, later: () => later() };
}

it('Pages are marked as watched from the first DevTools to the last', async () => {
  const { watchers, marks } = watched();
  watchers.come();
  watchers.come();
  await expect.poll(() => marks).toEqual([true]);
  watchers.leave();
  await expect.poll(() => marks).toEqual([true]);
  watchers.leave();
  await expect.poll(() => marks).toEqual([true, false]);
});

it('Pages of a host that is added while DevTools is open are marked, too', async () => {
  const { watchers, marks } = watched();
  watchers.onHosts();
  watchers.come();
  watchers.onHosts();
  await expect.poll(() => marks).toEqual([true, true]);
});

it('A mark of DevTools that closed while no background ran is taken away', async () => {
  const { marks, later } = watched();
  later();
  await expect.poll(() => marks).toEqual([false]);
});

it('A page is asked for its storage when its first request with a credential leaves', () => {
  const asked: number[] = [];
  const first = new FirstCredential((tabId) => asked.push(tabId));
  const change = (more: Partial<WebChange>, headers = [{ name: 'Authorization', value: 'x' }]) =>
    first.onChange({
      requestId: '1',
      tabId: 7,
      origin: null,
      isPrivate: null,
      prerendering: false,
      isOfFrame: false,
      isNavigation: false,
      step: 'update',
      leg: { method: 'GET', url: 'https://api.futureguide.id/', at: 0, requestHeaders: headers },
      ...more,
    });
  change({}, []);
  change({ tabId: -1 });
  change({ isOfFrame: true });
  expect(asked).toEqual([]);
  change({});
  change({});
  expect(asked).toEqual([7]);
  change({ isNavigation: true, step: 'start' });
  change({});
  expect(asked).toEqual([7, 7]);
});
