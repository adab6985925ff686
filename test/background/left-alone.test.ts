import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Backlog } from '../../src/background/backlog.ts';
import { LiveHosts } from '../../src/background/live-hosts.ts';
import { probeInTab } from '../../src/background/probe-in-tab.ts';
import { refreshInTab } from '../../src/background/refresh-in-tab.ts';
import { RequestLegs } from '../../src/background/request-legs.ts';
import { Support } from '../../src/background/support.ts';
import { KnownHosts } from '../../src/core/service/known-hosts.ts';
import { futureGuide, HOST_PATTERNS } from '../../src/futureguide.ts';
import { NOON_MS } from '../core/recording/legs.ts';
import { FakeSessionArea } from './session-area.ts';

const { sendMessage } = vi.hoisted(() => ({ sendMessage: vi.fn() }));
vi.mock('../../src/platform/browser.ts', () => ({
  browser: { tabs: { sendMessage }, storage: { session: {} } },
}));

const TAB = 7;
const PAGE = 'https://app.example';
const API = 'https://api.staging.example';
const REFUSED = { kind: 'refused', message: null };
const ACCEPTED = { kind: 'accepted', status: 200 };

/** The user added a page, whose profile names another host as its API, and that host too. */
function hostsWith(access: 'watch' | 'full'): KnownHosts {
  const profile = { profile: 1, hosts: ['app.example'], apiBase: API } as const;
  return new KnownHosts(futureGuide, HOST_PATTERNS, [
    { origin: PAGE, access: 'full', profile: { ...profile, hosts: [...profile.hosts] } },
    { origin: API, access, profile: null },
  ]);
}

function askedTab(hosts: KnownHosts) {
  return { tabId: TAB, origin: PAGE, profile: hosts.profileAt(PAGE), hosts };
}

/** The popup's side of the background, for a tab that shows the page. */
function supportWith(known: KnownHosts): Support {
  const backlog = new Backlog(new FakeSessionArea(), { now: () => NOON_MS, onChange() {} });
  backlog.put(`tab-${TAB}`, { kind: 'document', id: 'd', at: NOON_MS, url: PAGE, from: 'load' });
  const tabs = { tabsOfWorker: async () => [], tabsConcerned: async () => [] };
  const originOf = async () => PAGE;
  return new Support({
    backlog,
    requestLegs: new RequestLegs(backlog, { ...tabs, originOfTab: originOf }),
    faults: { all: async () => [], undoAll: async () => ({ kind: 'undone' }) },
    hosts: Object.assign(new LiveHosts(), { known }),
    originOf,
  });
}

/** Seen at the page's own host; with a refresh token in storage the page asks the API all the same. */
const SEEN = { url: `${PAGE}/api/auth/refresh-token`, method: 'POST' };

const ACTS: [string, (hosts: KnownHosts) => Promise<unknown>][] = [
  ['Force refresh', (hosts) => refreshInTab([], askedTab(hosts), null, NOON_MS, () => {})],
  [
    'Force refresh after a refresh of the page’s own host',
    (hosts) => refreshInTab([], askedTab(hosts), SEEN, NOON_MS, () => {}),
  ],
  ['Renew session', (hosts) => supportWith(hosts).answer({ type: 'renew', tabId: TAB })],
  ['Test this token', (hosts) => probeInTab(askedTab(hosts), 'abc', NOON_MS, () => {})],
];

beforeEach(() => {
  sendMessage.mockReset();
  sendMessage.mockImplementation(async (_tab: number, { type }: { type: string }) =>
    type === 'probe' ? ACCEPTED : REFUSED,
  );
});

describe.each(ACTS)('%s', (_, act) => {
  it('sends nothing to a host that is only looked on, whoever’s profile names it as its API', async () => {
    expect(await act(hostsWith('watch'))).toEqual({ kind: 'unavailable', reason: 'watch-only' });
    expect(sendMessage).not.toHaveBeenCalled();
  });

  it('is done where that host may be asked', async () => {
    expect(await act(hostsWith('full'))).not.toMatchObject({ kind: 'unavailable' });
    expect(sendMessage).toHaveBeenCalledOnce();
  });
});
