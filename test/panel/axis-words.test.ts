import { expect, it } from 'vitest';
import { tickText } from '../../panel/timeline/axis-words.ts';

const DAY = 86_400_000;
const OCTOBER_20 = Date.UTC(2026, 9, 20);

it('names a day of the axis as its readers do', () => {
  expect(tickText(OCTOBER_20, DAY, true, 'en')).toBe('20 Oct');
  expect(tickText(OCTOBER_20, DAY, true, 'id')).toBe('20 Okt');
  expect(tickText(OCTOBER_20, 60_000, true, 'id')).toBe('00:00');
});
