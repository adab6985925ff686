import { describe, expect, it } from 'vitest';
import { offsetWords } from '../../../src/core/clock/offset-words.ts';
import { englishUtc } from '../../../src/core/language/english.ts';

describe('how far the server’s clock is ahead', () => {
  it.each([
    [2.31, 0.18, '+2.3 s ± 0.2 s'],
    [-2.31, 0.1, '−2.3 s ± 0.1 s'],
    [0.012, 0.43, '0 s ± 0.5 s'],
    [1.1, 1.1, '+1.1 s ± 1.1 s'],
    [39.96, 0.31, '+40 s ± 0.4 s'],
    [59.97, 0.2, '+1 min ± 0.2 s'],
    [125, 0.2, '+2 min 5 s ± 0.2 s'],
    [-3_600, 61, '−1 h ± 1 min 1 s'],
  ])('%d ± %d s is %s', (offset, uncertainty, words) => {
    expect(offsetWords(offset, uncertainty, englishUtc)).toBe(words);
  });

  it.each([0.04, 2.31, 39.96, 59.97, 125.4, 4_200])(
    'is told alike by header, timeline, evidence and finding: %d s',
    (seconds) => {
      const length = englishUtc.format(seconds, 'offset');
      const evidence = { host: 'api', offsetSeconds: seconds, within: 0.2, answers: 'one' };
      expect(offsetWords(seconds, 0.2, englishUtc)).toMatch(new RegExp(`^\\+?${length} ±`));
      for (const said of [
        englishUtc.say('evidence_server_clock', evidence),
        englishUtc.say('finding_clock_skew', { seconds, host: 'api' }),
      ])
        expect(said).toContain(` ${length} `);
    },
  );
});
