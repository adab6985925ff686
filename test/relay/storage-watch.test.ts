import { describe, expect, it } from 'vitest';
import { namedCookies } from '../../src/core/faults/cookie-text.ts';
import type { PageStorage } from '../../src/core/service/token-storage.ts';
import { withinLimit } from '../../src/relay/page-storage.ts';
import { StorageWatch } from '../../src/relay/storage-watch.ts';

function start() {
  const storage: PageStorage = { entries: { token: 'a' }, cookies: {} };
  const told: PageStorage[] = [];
  const soon: (() => void)[] = [];
  const watch = new StorageWatch({
    read: () => structuredClone(storage),
    tell: (found) => told.push(found),
    soon: (call) => soon.push(call),
  });
  const elapse = () => {
    for (const call of soon.splice(0)) call();
  };
  return { storage, told, watch, soon, elapse };
}

describe('the storage watch', () => {
  it('tells what there is, then only changes', () => {
    const { storage, told, watch } = start();
    watch.lookNow();
    watch.lookNow();
    storage.cookies.token = 'b';
    watch.lookNow();
    expect(told).toEqual([
      { entries: { token: 'a' }, cookies: {} },
      { entries: { token: 'a' }, cookies: { token: 'b' } },
    ]);
  });

  it('tells many changes at once as one', () => {
    const { storage, told, watch, soon, elapse } = start();
    for (const value of ['b', 'c', 'd']) {
      storage.entries.token = value;
      watch.look();
    }
    expect(soon).toHaveLength(1);
    elapse();
    expect(told).toEqual([{ entries: { token: 'd' }, cookies: {} }]);
    watch.look();
    elapse();
    expect(told).toHaveLength(1);
  });

  it('tells again what it is asked for', () => {
    const { told, watch } = start();
    watch.lookNow();
    watch.tellAgain();
    watch.lookNow();
    expect(told).toHaveLength(2);
  });
});

describe('cookies', () => {
  it('are read by name, the first of namesakes, with whatever they hold', () => {
    const text = 'a=1; token=x.y=z; tokens=2; token=later; fg_admin_token=';
    expect(namedCookies(text, ['token', 'fg_admin_token'])).toEqual({
      token: 'x.y=z',
      fg_admin_token: '',
    });
    expect(namedCookies('', ['token'])).toEqual({});
  });
});

describe('what is too large to be told', () => {
  it('is left out', () => {
    expect(withinLimit({ a: 'xx', b: 'xxx' }, 2)).toEqual({ a: 'xx' });
  });
});
