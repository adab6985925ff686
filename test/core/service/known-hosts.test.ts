import { describe, expect, it } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };
import type { RequestFault } from '../../../src/core/faults/fault.ts';
import { sessionRule } from '../../../src/core/faults/request-rule.ts';
import {
  type AddedHost,
  askablePatterns,
  hostPatterns,
  outOfReach,
  pagePattern,
  readAddedHosts,
  readAddress,
} from '../../../src/core/service/added-hosts.ts';
import { domainsOf, hostMatcher, originPattern } from '../../../src/core/service/host-names.ts';
import { KnownHosts } from '../../../src/core/service/known-hosts.ts';
import type { OwnProfile } from '../../../src/core/service/own-profile.ts';
import { mayRefreshAt } from '../../../src/core/verdict/refresh-plan.ts';
import { futureGuide, HOST_PATTERNS, isServiceHost } from '../../../src/futureguide.ts';

const LOCAL: AddedHost = { origin: 'http://localhost:3000', access: 'full', profile: null };
const STAGING: AddedHost = {
  origin: 'https://staging.example',
  access: 'full',
  profile: {
    profile: 1,
    hosts: ['*.staging.example'],
    apiBase: 'https://api.staging.example/v3',
    refreshPath: '/v3/renew',
  },
};
/** As an earlier version could add it. */
const LAN: AddedHost = { origin: 'http://dev.example:8080', access: 'full', profile: null };
const hosts = new KnownHosts(futureGuide, HOST_PATTERNS, [LOCAL, STAGING, LAN]);

describe('what is kept of added hosts', () => {
  it('is read host by host; one that cannot be read is left out', () => {
    const wrong = [
      { origin: 'localhost:3000', access: 'full', profile: null },
      { origin: 'https://a.example/page', access: 'full', profile: null },
      { origin: 'https://a.example', access: 'all', profile: null },
      { origin: 'https://a.example', access: 'watch', profile: { profile: 1, hosts: [] } },
      { origin: 'file:///etc', access: 'watch', profile: null },
      null,
    ];
    expect(readAddedHosts([LOCAL, ...wrong, STAGING])).toEqual([LOCAL, STAGING]);
    for (const kept of [undefined, null, 'hosts', { 0: LOCAL }])
      expect(readAddedHosts(kept)).toEqual([]);
  });
});

describe('an address that somebody types', () => {
  it.each([
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['app.localhost:3000/page', 'http://app.localhost:3000'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['https://127.0.0.2:3000', 'https://127.0.0.2:3000'],
    ['  staging.example/login?next=1 ', 'https://staging.example'],
    ['192.168.1.5:3000', 'https://192.168.1.5:3000'],
    ['HTTPS://Staging.Example:443', 'https://staging.example'],
  ])('%s is the origin %s', (typed, origin) => {
    expect(readAddress(typed, isServiceHost, [])).toEqual({ kind: 'origin', origin });
  });

  it.each([
    ['', 'no-address'],
    ['*.staging.example', 'no-address'],
    ['https://me:secret@staging.example', 'no-address'],
    ['file:///etc/passwd', 'no-address'],
    ['about:blank', 'no-address'],
    ['api.futureguide.id', 'own-host'],
    ['https://staging.example/other', 'added-before'],
    ['http://192.168.1.5:3000', 'plain-http'],
    ['http://staging.example/page', 'plain-http'],
    ['http://localhost.example', 'plain-http'],
    ['127.0.0.2:3000', 'plain-http'],
  ])('%s is none (%s)', (typed, problem) => {
    expect(readAddress(typed, isServiceHost, [STAGING])).toEqual({ kind: 'problem', problem });
  });
});

describe('a host that was added', () => {
  it('has pages of its own port alone, and others of the service stay what they are', () => {
    expect(hosts.isServicePage('http://localhost:3000/page')).toBe(true);
    for (const page of ['http://localhost:3001/', 'https://localhost:3000/', 'about:blank', ''])
      expect(hosts.isServicePage(page), page).toBe(false);
    expect(hosts.isServicePage('https://futureguide.id/dashboard')).toBe(true);
    expect(hosts.counts('http://localhost:3000/api/auth/profile')).toBe(true);
    expect(hosts.counts('http://localhost:3001/api/auth/profile')).toBe(false);
    expect(hosts.counts('wss://api.staging.example/socket.io/')).toBe(true);
    expect(hosts.counts('https://api.futureguide.id/api/auth/profile')).toBe(true);
    expect(hosts.counts('https://elsewhere.example/')).toBe(false);
  });

  it.each(['http://localhost', 'https://staging.example'])(
    'without a port is on its scheme’s own alone (%s)',
    (origin) => {
      for (const profile of [
        null,
        STAGING.profile && { ...STAGING.profile, hosts: ['x.example'] },
      ]) {
        const known = new KnownHosts(futureGuide, [], [{ origin, access: 'full', profile }]);
        const { hosts: names } = known.profileAt(`${origin}/`);
        const isTouched = (url: string) => new RegExp(`${originPattern(names)}/`).test(url);
        for (const url of [`${origin}/api/x`, `${origin.replace('http', 'ws')}/socket.io/`]) {
          expect(known.counts(url), url).toBe(true);
          expect(isTouched(url), url).toBe(true);
        }
        expect(known.counts(`${origin}:5173/api/x`)).toBe(false);
        expect(isTouched(`${origin}:5173/api/x`)).toBe(false);
        expect(domainsOf(names)).toContain(new URL(origin).hostname);
      }
    },
  );

  it('asks the browser for its pages, its sockets and those of its profile, and for nothing else', () => {
    expect(hosts.patternsAt('http://localhost:3000/')).toEqual([
      'http://localhost/*',
      'ws://localhost/*',
    ]);
    expect(hostPatterns(STAGING)).toEqual([
      'https://staging.example/*',
      'wss://staging.example/*',
      'https://*.staging.example/*',
      'wss://*.staging.example/*',
      'https://api.staging.example/*',
      'wss://api.staging.example/*',
    ]);
    expect(hosts.patternsAt('https://futureguide.id/')).toEqual(HOST_PATTERNS);
    expect(pagePattern(LOCAL.origin, true)).toBe('http://localhost:3000/*');
    expect(pagePattern(LOCAL.origin, false)).toBe('http://localhost/*');
    expect(pagePattern(STAGING.origin, true)).toBe('https://staging.example:443/*');
    expect(pagePattern('http://[::1]', true)).toBe('http://[::1]:80/*');
  });

  it('is one that the manifest lets the browser be asked for', () => {
    expect(manifest.optional_host_permissions).toEqual(askablePatterns());
    const profile: OwnProfile = { profile: 1, hosts: ['*.localhost', '127.0.0.2', '192.168.1.5'] };
    const added = ['localhost:3000', 'app.localhost', '127.0.0.1:8080', '[::1]:3000', 'a.example']
      .map((typed) => readAddress(typed, isServiceHost, []))
      .flatMap((read) => (read.kind === 'origin' ? [read.origin] : []))
      .map((origin): AddedHost => ({ origin, access: 'watch', profile }));
    expect(added).toHaveLength(5);
    const parts = (pattern: string) => /^(\w+):\/\/(.+)\/\*$/.exec(pattern)?.slice(1) ?? [];
    const isAskedFor = (pattern: string) => {
      const [scheme, host = ''] = parts(pattern);
      return manifest.optional_host_permissions.some((wider) => {
        const [of, name = ''] = parts(wider);
        return of === scheme && (name === '*' || hostMatcher([name])(host.replace('*.', '')));
      });
    };
    expect(added.flatMap(hostPatterns).filter((pattern) => !isAskedFor(pattern))).toEqual([]);
    expect(isAskedFor('http://staging.example/*')).toBe(false);
  });

  it('of an earlier version stays, and what of it the browser cannot be asked for is told', () => {
    expect(readAddedHosts([LAN])).toEqual([LAN]);
    expect(outOfReach(LAN)).toEqual(['http://dev.example:8080']);
    expect(hosts.patternsAt('http://dev.example:8080/')).toEqual([
      'http://dev.example/*',
      'ws://dev.example/*',
    ]);
    const api = 'http://192.168.1.5:8080';
    const profile: OwnProfile = { profile: 1, hosts: ['localhost'], apiBase: `${api}/v3` };
    expect(outOfReach({ ...LOCAL, profile })).toEqual([api]);
    for (const host of [LOCAL, STAGING]) expect(outOfReach(host)).toEqual([]);
  });

  it('is judged by its own profile, or by the service’s that counts it too', () => {
    const staging = hosts.profileAt('https://staging.example/app');
    expect(staging.route('POST', 'https://api.staging.example/v3/renew').kind).toBe('refresh');
    expect(staging.refreshUrl).toBe('https://api.staging.example/v3/renew');
    expect(staging.isServiceHost('staging.example')).toBe(true);
    expect(staging.isServiceHost('api.futureguide.id')).toBe(false);
    const local = hosts.profileAt('http://localhost:3000/');
    expect(local.refreshUrl).toBe(futureGuide.refreshUrl);
    expect(local.isServiceHost('localhost', '3000')).toBe(true);
    expect(local.isServiceHost('localhost', '3001')).toBe(false);
    expect(hosts.profileNameAt('http://localhost:3000/')).toBe(
      hosts.profileNameAt('https://futureguide.id/'),
    );
    expect(hosts.profileNameAt('https://staging.example/')).not.toBe(
      hosts.profileNameAt('https://futureguide.id/'),
    );
  });

  it('lends files its profile where most of their requests went to it, and else the service’s', () => {
    const staging = hosts.profileAt('https://staging.example/app');
    const shared = hosts.profileAt('https://futureguide.id/');
    const api = 'https://api.staging.example/v3/api/auth/profile';
    const own = 'https://api.futureguide.id/api/auth/profile';
    expect(hosts.profileOf([api, own, api])).toBe(staging);
    expect(hosts.profileOf([api, own])).toBe(shared);
    expect(hosts.profileOf(['http://localhost:3000/api', api, own])).toBe(shared);
    expect(hosts.profileOf(['not an address', 'https://elsewhere.example/'])).toBe(shared);
  });

  it('is only looked at where it was added so, or where a token would go out unencrypted', () => {
    expect(hosts.isWatchOnly('http://localhost:3000/')).toBe(false);
    expect(hosts.isWatchOnly('https://staging.example/')).toBe(false);
    expect(hosts.isWatchOnly('http://dev.example:8080/')).toBe(true);
    const watched = new KnownHosts(futureGuide, [], [{ ...STAGING, access: 'watch' }]);
    expect(watched.isWatchOnly('https://staging.example/')).toBe(true);
    expect(watched.isWatchOnly('https://futureguide.id/')).toBe(false);
    // Not even by an entry that names the service itself.
    const spoiled = new KnownHosts(
      futureGuide,
      [],
      [{ ...STAGING, origin: 'https://futureguide.id', access: 'watch' }],
    );
    expect(spoiled.isWatchOnly('https://futureguide.id/')).toBe(false);
  });

  it('never widens where a refresh of another page may go', () => {
    const places = [
      'https://api.futureguide.id/api/auth/v2/refresh',
      'https://futureguide.id/api/auth/refresh-token',
      'http://localhost:3000/api/auth/v2/refresh',
      'http://localhost:3001/api/auth/v2/refresh',
      'https://api.staging.example/v3/renew',
      'https://staging.example/v3/renew',
      'http://dev.example:8080/api/auth/v2/refresh',
      'https://elsewhere.example/api/auth/v2/refresh',
    ];
    const allowed = (origin: string) =>
      places.filter((url) =>
        mayRefreshAt(hosts.profileAt(origin), { method: 'POST', url }, origin),
      );
    expect(allowed('https://futureguide.id')).toEqual(places.slice(0, 2));
    expect(allowed('http://localhost:3000')).toEqual([places[0], places[2]]);
    expect(allowed('https://staging.example')).toEqual([places[4], places[5]]);
    expect(allowed('http://dev.example:8080')).toEqual([places[0]]);
  });
});

describe('the pattern of hosts', () => {
  const pattern = new RegExp(
    originPattern(['*.staging.example', 'localhost:3000', 'app.test', 'own.test:443', '[::1]:']),
  );

  it.each([
    ['https://staging.example/x', true],
    ['wss://api.staging.example:444/x', true],
    ['http://localhost:3000/x', true],
    ['http://app.test:99/x', true],
    ['https://own.test/x', true],
    ['wss://own.test/x', true],
    ['http://[::1]/x', true],
  ])('takes %s', (url, isTaken) => {
    expect(pattern.exec(url)?.[0].length === url.length - '/x'.length).toBe(isTaken);
  });

  it.each([
    'http://localhost:3001/x',
    'https://evilstaging.example/x',
    'https://xapp.test/x',
    'https://own.test:444/x',
    'http://[::1]:8080/x',
    'https://elsewhere.example/https://staging.example/x',
  ])('does not take %s', (url) => {
    expect(new RegExp(`${pattern.source}/`).test(url)).toBe(false);
  });

  it('lies in domains without port', () => {
    const names = [
      '*.staging.example',
      'staging.example',
      'LOCALHOST:3000',
      'localhost:',
      '[::1]:',
    ];
    expect(domainsOf(names)).toEqual(['staging.example', 'localhost', '[::1]']);
  });
});

describe('a host that was added to look on', () => {
  const WATCHED: AddedHost = { origin: 'https://staging.example', access: 'watch', profile: null };
  const both = new KnownHosts(futureGuide, HOST_PATTERNS, [LOCAL, WATCHED]);

  it('is out of reach of what is simulated on another page, and judged as before', () => {
    const page = 'https://futureguide.id/dashboard';
    const fault: RequestFault = {
      name: 'drop-authorization',
      scope: { path: null, method: null, times: null },
    };
    const touches = (url: string) =>
      new RegExp(sessionRule(fault, 1, 1, both.changeableAt(page)).condition.regexFilter).test(url);
    expect(touches('https://api.futureguide.id/api/auth/profile')).toBe(true);
    expect(touches('http://localhost:3000/api/auth/profile')).toBe(true);
    expect(touches('https://staging.example/api/auth/profile')).toBe(false);
    expect(both.profileAt(page).isServiceHost('staging.example', '')).toBe(true);
  });

  it.each(['staging.example', 'staging.example:443', 'STAGING.example'])(
    'is out of reach, too, where a profile names it as %s',
    (name) => {
      const page = 'https://app.example/';
      const naming: AddedHost = {
        origin: 'https://app.example',
        access: 'full',
        profile: { profile: 1, hosts: [name], apiBase: 'https://staging.example/v3' },
      };
      const known = new KnownHosts(futureGuide, HOST_PATTERNS, [naming, WATCHED]);
      const { hosts: changeable } = known.changeableAt(page);
      expect(new RegExp(originPattern(changeable)).test('https://staging.example/v3')).toBe(false);
      expect(known.profileAt(page).isServiceHost('staging.example', '')).toBe(true);
    },
  );
});
