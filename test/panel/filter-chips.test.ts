import { describe, expect, it } from 'vitest';
import { CHIPS, countChips, isOn, toggled, without } from '../../panel/filter/chips.ts';
import { parseFilter } from '../../src/core/filter/parse.ts';
import { entries, scene } from '../core/filter/rows.ts';

const [flagged, expired, , refresh, socket] = CHIPS;
if (!flagged || !expired || !refresh || !socket) throw new Error('these chips are there');

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

  it('counts no page change among what is flagged, as the status bar does not', () => {
    const [request] = entries.filter(({ kind }) => kind === 'request');
    if (request?.kind !== 'request') throw new Error('one of them is a request');
    const document = { kind: 'document', id: 'd', at: 0, url: '/auth', from: 'load' } as const;
    const marker = { kind: 'marker', id: 'm', at: 0, document } as const;
    const left = { ...marker, signedOutAfter: request.request };
    expect(countChips({ entries: [left], scene }).get(flagged)).toBe(0);
  });

  it('counts the requests and sockets that it would show', () => {
    const counts = countChips({ entries, scene });
    expect(CHIPS.map((chip) => counts.get(chip))).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
