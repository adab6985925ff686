import { describe, expect, it } from 'vitest';
import { previewClock } from '../../../src/core/faults/clock-preview.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { call, ending } from '../findings/story.ts';

function preview(shiftSeconds: number, ...story: Observation[]) {
  const recording = new Recording(futureGuide);
  for (const seen of story) recording.add(seen);
  const analysis = analyse(recording);
  const verdicts = JSON.stringify(analysis.requests.map(({ verdict }) => verdict));
  const found = previewClock(analysis, shiftSeconds);
  // A look at another clock changes nothing.
  expect(JSON.stringify(analyse(recording).requests.map(({ verdict }) => verdict))).toBe(verdicts);
  return found;
}

describe('a look at another clock', () => {
  const good = call(0, ending(120));
  const late = call(10, ending(5), undefined, { refused: true });

  it('that is the same finds nothing different', () => {
    expect(preview(0, good, late)).toEqual({
      shiftSeconds: 0,
      changes: [],
      refused: 0,
      sentExpired: 1,
    });
  });

  it('finds what would have been refused with this computer three minutes behind', () => {
    const { changes, sentExpired, refused } = preview(180, good, late);
    expect(changes).toMatchObject([{ from: 'expiring', to: 'expired', becomes: 'refused' }]);
    expect(changes[0]?.secondsLeft).toBeCloseTo(-60, 0);
    expect({ sentExpired, refused }).toEqual({ sentExpired: 2, refused: 1 });
  });

  it('finds what would have been accepted with it three minutes ahead', () => {
    const { changes, sentExpired } = preview(-180, good, late);
    expect(changes).toMatchObject([
      { from: 'expiring', to: 'valid', becomes: null },
      { from: 'expired', to: 'expiring', becomes: 'accepted' },
    ]);
    expect(sentExpired).toBe(0);
  });
});
