import { expect, it, vi } from 'vitest';
import { openOptionsModel } from '../../src/options/options-model.ts';

const { granted } = vi.hoisted(() => ({ granted: new Set<string>() }));

/** A browser that grants whatever it is asked for. */
vi.mock('../../src/platform/browser.ts', () => {
  const kept: Record<string, unknown> = {};
  const event = { addListener: () => undefined, removeListener: () => undefined };
  const of = ({ origins = [] }: { origins?: string[] }) => origins;
  return {
    browser: {
      permissions: {
        contains: async (wanted: object) => of(wanted).every((one) => granted.has(one)),
        request: async (wanted: object) => {
          for (const one of of(wanted)) granted.add(one);
          return true;
        },
        remove: async (unwanted: object) => {
          // As Chromium: all or nothing, and nothing where the manifest asks for one of them.
          if (of(unwanted).some((one) => one.includes('.futureguide.id/')))
            throw new Error('You cannot remove required permissions.');
          for (const one of of(unwanted)) granted.delete(one);
          return true;
        },
        onAdded: event,
        onRemoved: event,
      },
      storage: {
        local: {
          get: async () => structuredClone(kept),
          set: async (items: object) => Object.assign(kept, structuredClone(items)),
          onChanged: event,
        },
      },
    },
  };
});

it('gives back what no host needs any more: of one that is edited, and of one that is removed', async () => {
  const model = await openOptionsModel(new AbortController().signal);
  const origin = 'https://app.example';
  const api = 'https://api.example/v1';
  const profile = { profile: 1 as const, hosts: ['*.app.example'], apiBase: api };
  const shared = { ...profile, hosts: ['*.other.example'] };
  await model.put({ origin, access: 'full', profile });
  await model.put({ origin: 'https://other.example', access: 'watch', profile: shared });
  expect([...granted]).toContain('https://*.app.example/*');

  await model.put({ origin, access: 'full', profile: null });
  const left = [...granted].join(' ');
  expect(left).not.toContain('*.app.example');
  expect(left).toContain('https://app.example/*');
  // The other one needs it still.
  expect(left).toContain('https://api.example/*');
  expect(model.hosts.value).toHaveLength(2);

  for (const host of model.hosts.value) await model.remove(host);
  expect([...granted]).toEqual([]);
});

it('gives back the host of an app whose API is FutureGuide’s own', async () => {
  const model = await openOptionsModel(new AbortController().signal);
  const profile = { profile: 1 as const, hosts: ['api.futureguide.id'] };
  await model.put({ origin: 'https://mine.example', access: 'full', profile });
  for (const host of model.hosts.value) await model.remove(host);
  expect([...granted].join(' ')).not.toContain('mine.example');
});
