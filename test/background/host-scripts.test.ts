import { beforeEach, describe, expect, it, vi } from 'vitest';
import { registerHostScripts } from '../../src/background/host-scripts.ts';
import type { AddedHost } from '../../src/core/service/added-hosts.ts';

interface Script {
  id: string;
  js: string[];
  matches: string[];
}

const registered = vi.hoisted((): Script[] => []);
const runtime = vi.hoisted((): Record<string, unknown> => ({}));

vi.mock('../../src/platform/browser.ts', () => ({
  browser: {
    runtime,
    scripting: {
      getRegisteredContentScripts: async () => [...registered],
      registerContentScripts: async (scripts: Script[]) => void registered.push(...scripts),
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
        registered.splice(
          0,
          registered.length,
          ...registered.filter(({ id }) => !ids.includes(id)),
        );
      },
    },
  },
}));

const LOCAL: AddedHost = { origin: 'https://localhost:3000', access: 'watch', profile: null };

/** Each browser's way to say which files the manifest names. */
const CHROMIUM = {
  getURL: (path: string) => `chrome-extension://ours${path}`,
  getManifest: () => ({ content_scripts: [{ js: ['src/relay/relay.iife.js'] }] }),
};
const FIREFOX = {
  getURL: (path: string) => `moz-extension://ours${path}`,
  getManifest: () => ({
    content_scripts: [{ js: ['moz-extension://ours/src/relay/relay.iife.js'] }],
  }),
  getBrowserInfo: async () => ({ name: 'Firefox' }),
};

function runsIn(browser: object): void {
  for (const name of Object.keys(runtime)) delete runtime[name];
  Object.assign(runtime, browser);
}

beforeEach(() => {
  registered.length = 0;
});

describe('the scripts for an added host', () => {
  it('are those of the manifest, for its port alone, in Chromium', async () => {
    runsIn(CHROMIUM);
    await registerHostScripts([LOCAL]);
    expect(registered).toEqual([
      expect.objectContaining({
        js: ['src/relay/relay.iife.js'],
        matches: ['https://localhost:3000/*'],
      }),
    ]);
  });

  it('are paths for all ports in Firefox, which finds no page by a port', async () => {
    runsIn(FIREFOX);
    await registerHostScripts([LOCAL]);
    expect(registered).toEqual([
      expect.objectContaining({
        js: ['src/relay/relay.iife.js'],
        matches: ['https://localhost/*'],
      }),
    ]);
  });

  it('go with the host, and only they', async () => {
    runsIn(CHROMIUM);
    registered.push({ id: 'watched', js: ['watched.js'], matches: [] });
    await registerHostScripts([LOCAL]);
    expect(registered).toHaveLength(2);
    await registerHostScripts([]);
    expect(registered.map(({ id }) => id)).toEqual(['watched']);
  });
});
