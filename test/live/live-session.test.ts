import { expect, it, vi } from 'vitest';
import { LiveSession } from '../../src/live/live-session.ts';

vi.mock('../../src/platform/browser.ts', () => ({ browser: {} }));

it('tells the others though one who listens fails, as a document that is dead does', () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const session = new LiveSession({
    place: 'panel',
    tabId: 1,
    network: null,
    openSource: null,
    watchHost: () => undefined,
  });
  const { signal } = new AbortController();
  const told: string[] = [];
  session.subscribe(() => told.push('before'), signal);
  session.subscribe(() => {
    throw new TypeError('can’t access dead object');
  }, signal);
  session.subscribe(() => told.push('behind'), signal);
  session.setRecording(false);
  expect(told).toEqual(['before', 'behind']);
  expect(logged).toHaveBeenCalledOnce();
  session.forgetListeners();
  session.setRecording(true);
  expect(told).toEqual(['before', 'behind']);
  logged.mockRestore();
});
