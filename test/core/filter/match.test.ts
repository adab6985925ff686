import { describe, expect, it } from 'vitest';
import { shortDuration } from '../../../panel/words/durations.ts';
import { rowTest } from '../../../src/core/filter/match.ts';
import { parseFilter } from '../../../src/core/filter/parse.ts';
import { context, entries, NOON_MS, OLD_MARK, shown } from './rows.ts';

const ALL = ['profile', 'submit', 'refused poll', 'page', 'refresh', 'socket', 'open poll'];
const without = (...names: string[]) => ALL.filter((name) => !names.includes(name));

describe('text', () => {
  it.each([
    ['', ALL],
    ['profile', ['profile']],
    ['POST', ['submit', 'refresh']],
    ['401', ['refused poll']],
    ['expired likely', ['refused poll']],
    ['invalid_token', ['refused poll']],
    [OLD_MARK, ['refused poll']],
    ['by', ['refresh']],
    ['"by debugger"', ['refresh']],
    ['/auth -api', ['page']],
    ['-/api/', ['page', 'socket']],
    ['https://api', without('page', 'socket')],
    ['nothing-like-it', []],
  ])('%s', (text, rows) => expect(shown(text)).toEqual(rows));
});

describe('keys', () => {
  it.each([
    ['is:flagged', ['refused poll']],
    ['is:api', without('page')],
    ['is:sent-expired', ['refused poll']],
    ['IS:Invalid-Token', ['refused poll']],
    ['is:rejected,pending', ['refused poll', 'socket', 'open poll']],
    ['is:refused,pending', ['refused poll', 'socket', 'open poll']],
    ['is:refresh', ['refresh']],
    ['is:job', ['submit', 'refused poll', 'socket', 'open poll']],
    ['is:page', ['page']],
    ['is:worker', ['open poll']],
    ['is:fault', []],
    ['cause:expired certainty:likely', ['refused poll']],
    ['validity:none', ['refresh']],
    ['outcome:accepted', ['profile', 'submit']],
    ['status:401', ['refused poll']],
    ['status:4xx,5xx', ['refused poll', 'refresh']],
    ['status:200-299', ['profile', 'submit']],
    ['status:>=401', ['refused poll', 'refresh']],
    ['status:none', ['socket', 'open poll']],
    ['code:INVALID_TOKEN', ['refused poll']],
    ['code:token', []],
    ['code:*token', ['refused poll']],
    ['method:post', ['submit', 'refresh']],
    ['path:/api/assessment', ['submit', 'refused poll', 'open poll']],
    ['path:/api/*/submit', ['submit']],
    ['path:lang', []],
    ['host:api -is:socket', ['profile', 'submit', 'refused poll', 'refresh', 'open poll']],
    [`token:${OLD_MARK}`, ['refused poll']],
    [`token:${OLD_MARK.slice(0, 4)}*`, ['refused poll']],
    ['token:t1', ['profile', 'submit', 'socket', 'open poll']],
    ['job:job-1', ['submit', 'refused poll', 'socket', 'open poll']],
    ['by:debugger', ['refresh']],
    ['by:app is:socket', ['socket']],
    ['left:<0', ['refused poll']],
    ['left:-2m..0', ['refused poll']],
    ['left:>55m', ['profile', 'submit', 'socket']],
    ['took:>0.5', ['profile']],
    ['took:<=20ms', ['submit', 'refused poll', 'refresh']],
  ])('%s', (text, rows) => expect(shown(text)).toEqual(rows));

  it('a user by a part of the address', () => {
    const [first] = shown('user:@');
    expect(first).toBe('profile');
    expect(shown('-user:@')).toEqual(['page', 'refresh']);
  });
});

describe('the time that was left', () => {
  it.each([
    [59.5, 'left:<=59', '59s'],
    [59.5, '-left:>59', '59s'],
    [60, '-left:<60', '1m 00s'],
    [0.6, 'left:0..0', '0s'],
    [0, 'left:<0', '−1s'],
    [-0.4, 'left:-1..-1', '−1s'],
    [-1.9, 'left:>=-1', '−1s'],
  ])('of %d s is found by %s, since the row shows %s', (secondsLeft, text, shownAs) => {
    expect(shortDuration(secondsLeft)).toBe(shownAs);
    const [profile] = entries;
    if (profile?.kind !== 'request') throw new Error('this row is a request');
    const entry = { ...profile, verdict: { ...profile.verdict, secondsLeft } };
    expect(rowTest(parseFilter(text).terms, context)(entry)).toBe(true);
  });
});

describe('times', () => {
  it.each([
    ['after:05:01', ['refused poll', 'page', 'refresh', 'socket', 'open poll']],
    ['after:5:01:00.01', ['page', 'refresh', 'socket', 'open poll']],
    ['before:05:01', ['profile', 'submit']],
    ['after:05:01 before:05:02', ['refused poll', 'page']],
    ['after:2026-10-20T12:02:00+07:00', ['refresh', 'socket', 'open poll']],
    ['after:2026-10-20T05:02', ['refresh', 'socket', 'open poll']],
    ['before:2026-10-20', []],
    ['after:-1m', ['socket', 'open poll']],
  ])('%s', (text, rows) => expect(shown(text)).toEqual(rows));

  it('means this computer’s zone unless it is set to UTC', () => {
    const at = new Date(NOON_MS + 60_000);
    const local = `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
    const test = rowTest(parseFilter(`before:${local}`).terms, { ...context, utc: false });
    expect(entries.filter(test)).toHaveLength(2);
  });

  it('is of the day before where the recording runs over midnight', () => {
    const endsAt = Date.UTC(2026, 9, 21, 0, 10);
    const startsAt = Date.UTC(2026, 9, 20, 23, 0);
    const test = rowTest(parseFilter('after:23:50').terms, { ...context, startsAt, endsAt });
    const rowAt = (at: number) =>
      entries.slice(0, 1).map((entry) => ({ ...entry, at }) as typeof entry);
    expect(rowAt(Date.UTC(2026, 9, 20, 23, 49)).filter(test)).toHaveLength(0);
    expect(rowAt(Date.UTC(2026, 9, 20, 23, 51)).filter(test)).toHaveLength(1);
    expect(rowAt(endsAt).filter(test)).toHaveLength(1);
  });
});
