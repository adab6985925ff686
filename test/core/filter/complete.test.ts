import { describe, expect, it } from 'vitest';
import { completionAt, writing } from '../../../src/core/filter/complete.ts';
import { withoutTerm, withTerm } from '../../../src/core/filter/edit-terms.ts';
import { type FilterTerm, parseFilter } from '../../../src/core/filter/parse.ts';
import { hasTerm } from '../../../src/core/filter/same-term.ts';
import type { LogEntry } from '../../../src/core/verdict/entry.ts';
import { fc } from '../../seeded.ts';
import { context, entries, OLD_MARK, shown } from './rows.ts';

const rows = { entries, context };

/** What is proposed where `|` stands. */
function proposed(marked: string): string[] {
  const caret = marked.indexOf('|');
  const found = completionAt(marked.replace('|', ''), caret, rows);
  return found?.proposals.map(({ text }) => text) ?? [];
}

const pieces = fc
  .array(
    fc.constantFrom(
      ...['is:', 'status:', 'user:', '4', 'sent', 'st', '"', '\\', ',', ' ', '-', ':', 'zz:'],
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('what is proposed', () => {
  it.each([
    ['st|', ['status:'], 'keys'],
    ['-ST|', ['status:'], 'keys after a minus'],
    ['profile sent|', ['is:sent-expired'], 'a word whose key is not known'],
    ['is:inv|', ['invalid-token'], 'words of a key'],
    ['is:x,SOCK|', ['socket'], 'words after a comma'],
    ['status:4xx,4|', ['401', '403', '429'], 'but not what is there already'],
    ['certainty:|', ['certain', 'likely', 'possible'], 'all words of a key'],
    ['code:|', ['INVALID_TOKEN'], 'what the recording holds'],
    ['path:/auth/pro|', ['/api/auth/profile'], 'by any part of it'],
    ['is:socket|', [], 'nothing where it is all written'],
    ['"st|', [], 'nothing in quoted text'],
    ['nothing-like-it|', [], 'nothing for text'],
    ['zz:|', [], 'nothing for an unknown key'],
  ])('%s: %j (%s)', (text, words) => expect(proposed(text)).toEqual(words));

  it('is every key where nothing is written', () => {
    expect(proposed('|')).toContain('cause:');
    expect(proposed('profile |')).toContain('cause:');
  });

  it('those that most rows have come first', () => {
    const found = completionAt('token:', 'token:'.length, rows)?.proposals;
    expect(found?.map(({ rows: count }) => count)).toEqual([4, 1]);
    expect(found?.at(-1)?.text).toBe(OLD_MARK);
  });

  it.each(['is:', '-is:', 'path:', 'host:', 'status:401,', 'before:', 'left:', '-method:POST is:'])(
    'says how many rows show once it is put behind %s',
    (text) => {
      const found = completionAt(text, text.length, rows);
      const counts = found?.proposals.map((each) => [each.text, each.rows]);
      const rowsBehind = (word: string) => shown(`${text}${word}`).length;
      expect(counts?.length).toBeGreaterThan(1);
      expect(counts).toEqual(found?.proposals.map((each) => [each.text, rowsBehind(each.text)]));
    },
  );

  it('counts no row that is only shown beside those that count', () => {
    const asides = entries.map((entry): LogEntry => {
      return entry.kind === 'request'
        ? { ...entry, facts: { ...entry.facts, foreign: true } }
        : entry;
    });
    const found = completionAt('is:', 3, { entries: asides, context })?.proposals ?? [];
    const counts = new Map(found.map((each) => [each.text, each.rows]));
    expect(counts.get('request')).toBe(0);
    expect(counts.get('socket')).toBe(1);
    expect(counts.get('page')).toBe(1);
  });

  it('makes no new error when it is taken', () => {
    fc.assert(
      fc.property(pieces, fc.nat(), (text, place) => {
        const caret = place % (text.length + 1);
        const found = completionAt(text, caret, rows);
        const before = parseFilter(text).errors.length;
        if (!found) return;
        const { from, to, proposals } = found;
        for (const proposal of proposals) {
          const after = `${text.slice(0, from)}${writing(text, found, proposal)}${text.slice(to)}`;
          expect(parseFilter(after).errors.length).toBeLessThanOrEqual(before);
        }
      }),
    );
  });
});

describe('a term that is switched', () => {
  const flagged: FilterTerm = { negated: false, key: 'is', values: ['flagged'] };

  it('is in the text once it is put there, and gone once it is taken out', () => {
    fc.assert(
      fc.property(pieces, (text) => {
        const on = withTerm(text, flagged);
        expect(hasTerm(parseFilter(on).terms, flagged)).toBe(true);
        const off = withoutTerm(on, flagged);
        expect(hasTerm(parseFilter(off).terms, flagged)).toBe(false);
      }),
    );
  });

  it.each([
    ['is:flagged', ''],
    ['profile is:flagged  -status:4xx', 'profile -status:4xx'],
    ['IS:FLAGGED "two words"', '"two words"'],
    ['is:flagged,socket', 'is:flagged,socket'],
  ])('%s without it is %s', (text, rest) => expect(withoutTerm(text, flagged)).toBe(rest));
});
