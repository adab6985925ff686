import { describe, expect, it } from 'vitest';
import { TopOrigins } from '../../../src/devtools/capture/top-origins.ts';
import { har, NOON_MS } from '../../core/recording/legs.ts';

const APP = 'https://futureguide.id';
const from = (origin: string | null, at = 0) =>
  har({ at }, origin === null ? {} : { requestHeaders: [{ name: 'Origin', value: origin }] });

describe('what the tab’s own page sent', () => {
  it('is told from what a frame of another site sent', () => {
    const pages = new TopOrigins();
    pages.note(APP, Number.NEGATIVE_INFINITY);
    expect(pages.isForeign(from('https://ads.example'))).toBe(true);
    expect(pages.isForeign(from(APP))).toBe(false);
  });

  it('is what nobody knows better of', () => {
    const pages = new TopOrigins();
    expect(pages.isForeign(from('https://ads.example'))).toBe(false);
    pages.note(null, Number.NEGATIVE_INFINITY);
    expect(pages.isForeign(from('https://ads.example'))).toBe(false);
    pages.note(APP, NOON_MS - 60_000);
    expect(pages.isForeign(from(null))).toBe(false);
    expect(pages.isForeign(from('null'))).toBe(false);
  });

  it('stays the page’s around a change of pages', () => {
    const pages = new TopOrigins();
    pages.note('http://localhost:3000', Number.NEGATIVE_INFINITY);
    pages.note(APP, NOON_MS);
    expect(pages.isForeign(from(APP, -100))).toBe(false);
    expect(pages.isForeign(from('http://localhost:3000', 100))).toBe(false);
    expect(pages.isForeign(from('http://localhost:3000', 60_000))).toBe(true);
  });
});
