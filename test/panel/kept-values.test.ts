import { describe, expect, it } from 'vitest';
import * as kept from '../../panel/model/kept-values.ts';

interface Kept {
  name: string;
  width: number;
  sort: { column: string; descending: boolean } | null;
  columns: Record<string, { isHidden?: boolean | undefined }>;
}

const STANDARD: Kept = { name: 'none', width: 10, sort: null, columns: {} };

const read = (stored: unknown) =>
  kept.readParts<Kept>(
    stored,
    {
      name: kept.isText,
      width: kept.isWithin(0, 100),
      sort: kept.isNullable(kept.isObjectOf({ column: kept.isText, descending: kept.isBoolean })),
      columns: kept.isRecordOf(kept.isObjectOf({ isHidden: kept.isOptional(kept.isBoolean) })),
    },
    STANDARD,
  );

describe('what was kept', () => {
  const good: Kept = {
    name: 'wide',
    width: 40,
    sort: { column: 'time', descending: true },
    columns: { time: { isHidden: true }, path: {} },
  };

  it('is there again', () => {
    expect(read(good)).toEqual(good);
  });

  it.each([
    ['of another type', { name: 7 }, { name: 'none' }],
    ['beyond its bounds', { width: 101 }, { width: 10 }],
    ['no number at all', { width: Number.NaN }, { width: 10 }],
    ['an object that lacks something', { sort: { column: 'time' } }, { sort: null }],
    ['an object with one bad value', { columns: { time: { isHidden: 'yes' } } }, { columns: {} }],
    ['a list instead of an object', { columns: [] }, { columns: {} }],
  ])('%s falls back alone', (_, spoilt, fallback) => {
    expect(read({ ...good, ...spoilt })).toEqual({ ...good, ...fallback });
  });

  it.each([undefined, null, 'text', 7, []])('%j is nothing kept', (stored) => {
    expect(read(stored)).toEqual(STANDARD);
  });

  it('takes nothing from a newer version that it does not know', () => {
    expect(read({ ...good, later: true })).toEqual(good);
  });
});
