import './speak-english.ts';
import { describe, expect, it } from 'vitest';
import { pageObstacle } from '../../panel/credential/page-obstacle.ts';

type Model = Parameters<typeof pageObstacle>[0];

const CALM = { connection: 'connected', site: 'service', isWatchOnly: false };

function obstacle(now: Partial<typeof CALM>, kind = 'live') {
  const model = { session: { source: { kind } }, snapshot: { value: { ...CALM, ...now } } };
  return pageObstacle(model as unknown as Model, 'Test this token');
}

describe('an act on the page', () => {
  it('is possible with a page that is connected', () => {
    expect(obstacle({})).toBeNull();
  });

  it('that is not possible is named with the reason', () => {
    const named = /^“Test this token” is not possible\b/;
    for (const connection of ['disconnected', 'extension-updated'])
      expect(obstacle({ connection })).toMatch(named);
    for (const site of ['access-withheld', 'other']) expect(obstacle({ site })).toMatch(named);
    expect(obstacle({ isWatchOnly: true })).toMatch(named);
    expect(obstacle({}, 'file')).toMatch(named);
  });
});
