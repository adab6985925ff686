import { describe, expect, it } from 'vitest';
import { CHIPS, countChips, isOn } from '../../panel/filter/chips.ts';
import { filterLanguage } from '../../panel/filter/filter-language.ts';
import { parseFilter } from '../../src/core/filter/parse.ts';
import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { context, entries } from '../core/filter/rows.ts';

const { toggled, without } = filterLanguage;
const [api, flagged, expired, , refresh, socket] = CHIPS;
if (!api || !flagged || !expired || !refresh || !socket) throw new Error('these chips are there');

describe('a chip', () => {
  it('puts its term into the text, and takes it out again', () => {
    const on = toggled('profile', expired);
    expect(on).toBe('is:sent-expired profile');
    expect(toggled(on, expired)).toBe('profile');
  });

  it('is on where its term was written by hand', () => {
    expect(isOn(flagged, parseFilter('profile IS:"Flagged"').terms)).toBe(true);
    expect(isOn(flagged, parseFilter('-is:flagged').terms)).toBe(false);
  });

  it('of one kind of row takes the place of another, and adds to what is asked of them', () => {
    expect(toggled('is:flagged is:refresh', socket)).toBe('is:socket is:flagged');
  });

  it('all of them off leave what else was written', () => {
    expect(without('is:flagged profile is:refresh', CHIPS)).toBe('profile');
  });

  it('counts the requests and sockets it would show, as the status bar and the list do', () => {
    const counts = countChips({ entries, context });
    expect(CHIPS.map((chip) => counts.get(chip))).toEqual([6, 1, 1, 1, 1, 1, 1]);
    const asides = entries.map((entry): LogEntry => {
      if (entry.kind === 'marker') return entry;
      if (entry.kind === 'socket') return { ...entry, facts: { ...entry.facts, fromPage: 'all' } };
      return { ...entry, facts: { ...entry.facts, foreign: true } };
    });
    expect(countChips({ entries: asides, context }).get(flagged)).toBe(0);
    const pages = entries.filter(({ kind }) => kind === 'marker');
    expect(countChips({ entries: pages, context }).get(flagged)).toBe(0);
  });
});
