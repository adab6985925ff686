import { describe, expect, it } from 'vitest';
import { FaultRegister, NotKept } from '../../src/background/faults/fault-register.ts';
import { FaultSwitch } from '../../src/background/faults/fault-switch.ts';
import type { FaultAsk } from '../../src/background/faults/way.ts';
import type { Fault } from '../../src/core/faults/fault.ts';
import { futureGuide } from '../../src/futureguide.ts';
import type { AskRelay, RelayAnswering } from '../../src/messages.ts';
import { NOON_MS } from '../core/recording/legs.ts';
import { FakeSessionArea, QUOTA_BYTES } from './session-area.ts';

const TAB = 1;
const ORIGIN = 'https://futureguide.id';
/** Without the hosts that are only looked on. */
const CHANGEABLE = ['*.futureguide.id', 'localhost:3000'];
const FAIL_REFRESH: Fault = { name: 'fail-refresh', status: 500 };
const EXPIRE: Fault = { name: 'expire-now' };

/** A background with one page that does what it is told, and answers in time unless it is told not to. */
function background(area = new FakeSessionArea()) {
  const page = {
    /** what the page has on, as far as it was told */
    on: [] as string[],
    heard: [] as FaultAsk[],
    isInTime: true,
    /** whether the browser names its tab by its address */
    isNamed: true,
    isOpen: true,
    /** whether its tab is still there, and its storage with it */
    isOwn: true,
    /** into which the app has written since */
    newer: [] as string[],
    /** whether it has cleared its storage, and what was kept there */
    isCleared: false,
    /** hosts of which its hook was told */
    hosts: [] as readonly string[],
  };
  const rules = new Set<number>();
  let madeRoom = 0;
  const faults = new FaultRegister(area, {
    makeRoom: async () => {
      madeRoom += 1;
    },
    onChange: () => undefined,
  });
  const knownWhenAsked: number[] = [];
  const answering: RelayAnswering<FaultAsk> = {
    'put-fault': async ({ fault }) => {
      page.on = [fault.name];
      const places = ['localStorage.token'];
      return { kind: 'put', at: NOON_MS, token: null, places, forgetsExpiry: false };
    },
    'undo-fault': async () => {
      if (page.isCleared) return { kind: 'gone' };
      page.on = [];
      return { kind: 'undone', newer: page.newer };
    },
    'renew-fault': async () => true,
    'page-faults': async (request) => {
      page.on = request.faults.map(({ name }) => name);
      page.hosts = request.hosts;
      return true;
    },
  };
  const ask: AskRelay<FaultAsk> = async (_tabId, request) => {
    knownWhenAsked.push(faults.all().length);
    if (!page.isOpen) return null;
    page.heard.push(request.type);
    const answer = await answering[request.type](request);
    return page.isInTime ? answer : null;
  };
  const faultSwitch = new FaultSwitch(faults, {
    serviceOf: () => ({ ...futureGuide, hosts: CHANGEABLE }),
    rules: {
      has: () => true,
      add: async ({ id }) => rules.add(id) !== undefined,
      remove: async (ids) => {
        for (const id of ids) rules.delete(id);
      },
    },
    ask,
    originOf: async () => ORIGIN,
    tabsOf: async () => (page.isNamed ? [{ id: TAB, hasSameStorage: page.isOwn }] : []),
    markHeld: async () => undefined,
    observe: () => undefined,
    now: () => NOON_MS,
  });
  return { area, faults, faultSwitch, page, rules, knownWhenAsked, madeRoom: () => madeRoom };
}

describe('a fault', () => {
  it.each([FAIL_REFRESH, EXPIRE])(
    'is known to the background before the page does it ($name)',
    async (fault) => {
      const { faultSwitch, knownWhenAsked } = background();
      expect(await faultSwitch.switchOn(TAB, fault, 0)).toMatchObject({ kind: 'on' });
      expect(knownWhenAsked).toEqual([1]);
    },
  );

  it.each([FAIL_REFRESH, EXPIRE])(
    'is nowhere on when the page does not answer in time ($name)',
    async (fault) => {
      const { faultSwitch, faults, page } = background();
      // The page heard it, but its answer came too late.
      page.isInTime = false;
      const outcome = await faultSwitch.switchOn(TAB, fault, 0);
      expect(outcome).toEqual({ kind: 'unavailable', reason: 'no-page' });
      expect(faults.all()).toEqual([]);
      expect(page.on).toEqual([]);
    },
  );

  it.each<[Fault]>([[FAIL_REFRESH], [EXPIRE], [{ name: 'block-refresh' }]])(
    'that cannot be stored is done nowhere, and says so (%o)',
    async (fault) => {
      const { faultSwitch, faults, page, rules, area, madeRoom } = background();
      area.items.set('rows of others', 'x'.repeat(QUOTA_BYTES - 200));
      await expect(faultSwitch.switchOn(TAB, fault, 0)).rejects.toThrow(NotKept);
      expect(madeRoom()).toBe(1);
      expect(faults.all()).toEqual([]);
      expect([page.on, rules.size]).toEqual([[], 0]);
    },
  );

  it('is stored at the second try where room was made for it', async () => {
    const { faultSwitch, faults, area } = background();
    area.refusals = 1;
    expect(await faultSwitch.switchOn(TAB, FAIL_REFRESH, 0)).toMatchObject({ kind: 'on' });
    expect(faults.all()).toHaveLength(1);
  });

  it('that is undone is off, though that cannot be stored now', async () => {
    const { faultSwitch, faults, page, area } = background();
    await faultSwitch.switchOn(TAB, FAIL_REFRESH, 0);
    area.refusals = 10;
    await faultSwitch.undoAll(faults.all(), 'keep');
    expect(faults.all()).toEqual([]);
    expect(page.on).toEqual([]);
  });
});

describe('a fault of the page’s hook', () => {
  it('is told which hosts may be changed, and so reaches none that is only looked on', async () => {
    const { faultSwitch, page } = background();
    await faultSwitch.switchOn(TAB, FAIL_REFRESH, 0);
    expect(page.hosts).toEqual(CHANGEABLE);
  });
});

describe('what is undone while no page of it is open', () => {
  it('is said to come back later, with all its places', async () => {
    const { faultSwitch, faults, page } = background();
    await faultSwitch.switchOn(TAB, EXPIRE, 0);
    await faultSwitch.switchOn(TAB, FAIL_REFRESH, 0);
    page.isOpen = false;
    const places = ['localStorage.token'];
    expect(await faultSwitch.undoAll(faults.all(), 'keep')).toEqual({
      kind: 'undone-later',
      places,
    });
  });
});

describe('a fault of storage that is undone', () => {
  it.each(['keep', 'restore'] as const)('says that newer values were left (%s)', async (choice) => {
    const { faultSwitch, faults, page } = background();
    await faultSwitch.switchOn(TAB, EXPIRE, 0);
    page.newer = choice === 'keep' ? ['localStorage.token'] : [];
    const kind = choice === 'keep' ? 'undone-but-newer' : 'undone';
    expect(await faultSwitch.undoAll(faults.all(), choice)).toEqual({ kind });
    expect(faults.all()).toEqual([]);
  });

  it('is not said to be restored where the page has cleared its storage', async () => {
    const { faultSwitch, faults, page } = background();
    await faultSwitch.switchOn(TAB, EXPIRE, 0);
    page.isCleared = true;
    expect(await faultSwitch.undoAll(faults.all(), 'keep')).toEqual({ kind: 'kept-is-gone' });
    expect(faults.all()).toEqual([]);
  });

  it('comes back later where only a page with another storage is open', async () => {
    const { faultSwitch, faults, page } = background();
    await faultSwitch.switchOn(TAB, EXPIRE, 0);
    page.isCleared = true;
    page.isOwn = false;
    const places = ['localStorage.token'];
    expect(await faultSwitch.undoAll(faults.all(), 'keep')).toEqual({
      kind: 'undone-later',
      places,
    });
  });
});

describe('an id of a fault that a page has put into its own storage', () => {
  it.each<[Fault]>([[{ name: 'block-refresh' }], [FAIL_REFRESH]])(
    'does not end a fault that is not of storage (%o)',
    async (fault) => {
      const { faultSwitch, faults, rules } = background();
      await faultSwitch.switchOn(TAB, fault, 0);
      const [kept] = faults.all();
      const rulesBefore = rules.size;
      for (const type of ['is-fault-held', 'fault-gone'] as const)
        expect(await faultSwitch.hear({ type, id: kept?.id ?? '' }, ORIGIN)).toBe(false);
      expect(faults.all()).toEqual([kept]);
      expect(rules.size).toBe(rulesBefore);
    },
  );

  it('does not end the fault of another site’s storage', async () => {
    const { faultSwitch, faults } = background();
    await faultSwitch.switchOn(TAB, EXPIRE, 0);
    const [kept] = faults.all();
    const gone = { type: 'fault-gone', id: kept?.id ?? '' } as const;
    expect(await faultSwitch.hear(gone, 'https://evil.futureguide.id')).toBe(false);
    expect(faults.all()).toEqual([kept]);
    expect(await faultSwitch.hear(gone, ORIGIN)).toBe(true);
    expect(faults.all()).toEqual([]);
  });
});

describe('pages that may no longer be changed', () => {
  it('get back what was simulated there, though the browser does not name their tabs any more', async () => {
    const { faultSwitch, faults, page } = background();
    await faultSwitch.switchOn(TAB, EXPIRE, 0);
    page.isNamed = false;
    const asked: string[] = [];
    await faultSwitch.release(async (origin) => asked.push(origin) === 0);
    expect(asked).toEqual([ORIGIN]);
    expect(page.on).toEqual([]);
    expect(faults.all()).toEqual([]);
  });

  it('are these alone: elsewhere it stays on', async () => {
    const { faultSwitch, faults, page } = background();
    await faultSwitch.switchOn(TAB, EXPIRE, 0);
    await faultSwitch.release(async () => true);
    expect(page.on).toEqual([EXPIRE.name]);
    expect(faults.all()).toHaveLength(1);
  });
});
