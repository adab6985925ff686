import { expect, it } from 'vitest';
import { type SessionArea, SessionMirror } from '../../src/background/session-mirror.ts';

it('what says which rows count is stored though the browser refuses the rows', async () => {
  const stored = new Map<string, unknown>();
  const isSet = new Promise<void>((resolve) => {
    const area: SessionArea = {
      get: async () => Object.fromEntries(stored),
      remove: async () => undefined,
      set: async (items) => {
        if (Object.keys(items).some((key) => key.startsWith('row'))) throw new Error('QUOTA_BYTES');
        for (const [key, value] of Object.entries(items)) stored.set(key, value);
        resolve();
      },
    };
    const mirror = new SessionMirror(area, () => false);
    mirror.write('rows', 'row 1', '{}');
    mirror.write('control', 'cleared', '7');
  });
  await isSet;
  expect([...stored]).toEqual([['cleared', '7']]);
});
