import { beforeEach, expect, it, vi } from 'vitest';
import { markPages } from '../../src/background/page-marks.ts';
import type { AddedHost } from '../../src/core/service/added-hosts.ts';

interface Script {
  id: string;
  matches: string[];
}

const registered = vi.hoisted(() => new Map<string, Script>());

vi.mock('../../src/platform/browser.ts', () => ({
  browser: {
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

beforeEach(() => registered.clear());

it('Pages are marked on the service and on each added host, for as long as it is in the list', async () => {
  await markPages('watched', true, []);
  expect(patterns()).toEqual([[SERVICE]]);
  await markPages('watched', true, [hostAt('https://staging.example')]);
  expect(patterns()).toEqual([[SERVICE, 'https://staging.example/*']]);
  await markPages('watched', true, []);
  expect(patterns()).toEqual([[SERVICE]]);
  await markPages('watched', false, []);
  expect(patterns()).toEqual([]);
});

it('Two ports of one host are one pattern, which may have none', async () => {
  await markPages('held', true, [hostAt('http://localhost:3000'), hostAt('http://localhost:8080')]);
  expect(patterns()).toEqual([[SERVICE, 'http://localhost/*']]);
});
