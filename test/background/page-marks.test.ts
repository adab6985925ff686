import { beforeEach, expect, it, vi } from 'vitest';
import { markHeld, markWatched } from '../../src/background/page-marks.ts';
import type { AddedHost } from '../../src/core/service/added-hosts.ts';

interface Script {
  id: string;
  matches: string[];
}

const registered = vi.hoisted(() => new Map<string, Script>());
const runtime = vi.hoisted((): Record<string, unknown> => ({}));

vi.mock('../../src/platform/browser.ts', () => ({
  browser: {
    runtime,
    scripting: {
      getRegisteredContentScripts: async ({ ids }: { ids: string[] }) =>
        ids.flatMap((id) => registered.get(id) ?? []),
      registerContentScripts: async (scripts: Script[]) => {
        for (const script of scripts) {
          if (registered.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
          registered.set(script.id, script);
        }
      },
      updateContentScripts: async (scripts: Script[]) => {
        for (const script of scripts)
          registered.set(script.id, { ...(registered.get(script.id) as Script), ...script });
      },
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
        for (const id of ids) registered.delete(id);
      },
    },
  },
}));

const hostAt = (origin: string): AddedHost => ({ origin, access: 'watch', profile: null });
const patterns = () => [...registered.values()].map(({ matches }) => matches);

const SERVICE = 'https://*.futureguide.id/*';

beforeEach(() => {
  registered.clear();
  delete runtime.getBrowserInfo;
});

it('Pages are marked on the service and on each added host, for as long as it is in the list', async () => {
  await markWatched(true, []);
  expect(patterns()).toEqual([[SERVICE]]);
  await markWatched(true, [hostAt('https://staging.example')]);
  expect(patterns()).toEqual([[SERVICE, 'https://staging.example:443/*']]);
  await markWatched(true, []);
  expect(patterns()).toEqual([[SERVICE]]);
  await markWatched(false, []);
  expect(patterns()).toEqual([]);
});

it('Two ports of one host are one pattern in Firefox, where it may have none', async () => {
  const both = [hostAt('http://localhost:3000'), hostAt('http://localhost:8080')];
  await markWatched(true, both);
  expect(patterns()).toEqual([[SERVICE, 'http://localhost:3000/*', 'http://localhost:8080/*']]);
  runtime.getBrowserInfo = async () => ({ name: 'Firefox' });
  await markWatched(true, both);
  expect(patterns()).toEqual([[SERVICE, 'http://localhost/*']]);
});

it('Only pages of an origin where a simulation is held are told so', async () => {
  await markHeld(['https://futureguide.id', 'http://localhost:3000', 'https://futureguide.id']);
  expect(patterns()).toEqual([['https://futureguide.id:443/*', 'http://localhost:3000/*']]);
  await markHeld(['http://localhost:3000']);
  expect(patterns()).toEqual([['http://localhost:3000/*']]);
  await markHeld([]);
  expect(patterns()).toEqual([]);
});
