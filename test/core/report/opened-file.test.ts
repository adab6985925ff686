import { describe, expect, it } from 'vitest';
import { hostFilter } from '../../../src/core/har/har-file.ts';
import { joinFiles, openFile } from '../../../src/core/report/opened-file.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { chromeSanitised, fileOf, PRODUCERS, plainEntry } from '../har/har-producers.ts';
import { INCIDENT, reportTelling } from './report-world.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const ours = hostFilter(futureGuide.isServiceHost, []);
const open = (content: string | Uint8Array, name = 'file 1') =>
  openFile(typeof content === 'string' ? bytes(content) : content, name, ours);
const HAR = PRODUCERS[0]?.write(INCIDENT) ?? '';
const REPORT = JSON.stringify(reportTelling(...INCIDENT));
const elsewhere = (...hosts: string[]) =>
  JSON.stringify(fileOf(hosts.map((host) => plainEntry({ url: `https://${host}/x` }))));

describe('a file that is opened', () => {
  it.each(PRODUCERS)('is a HAR of $name', ({ write }) => {
    const file = open(write(INCIDENT));
    expect(file).toMatchObject({ kind: 'har', isSanitised: false });
    expect(file.kind === 'har' && file.legs.length).toBe(INCIDENT.length);
  });

  it.each<[string, (text: string) => Uint8Array]>([
    ['UTF-8 with a byte order mark', (text) => bytes(`\uFEFF${text}`)],
    ['UTF-16 LE', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 BE', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('may be written in %s', (_name, encode) => {
    expect(open(encode(HAR)).kind).toBe('har');
    expect(open(encode(REPORT)).kind).toBe('report');
  });

  it('is known to be sanitised', () => {
    expect(open(chromeSanitised.write(INCIDENT))).toMatchObject({ isSanitised: true });
  });

  it.each<[string, string | Uint8Array, object]>([
    ['empty', '', { kind: 'empty' }],
    ['blank', '\uFEFF \n', { kind: 'empty' }],
    ['cut off', HAR.slice(0, -20), { kind: 'not-json', at: { isCutOff: true } }],
    ['of no JSON', '{"log":NaN}', { kind: 'not-json', at: { column: 8, word: 'NaN' } }],
    ['UTF-16 without a mark', Buffer.from(HAR, 'utf16le'), { kind: 'not-text' }],
    ['a ZIP archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0), { kind: 'zip' }],
    ['compressed', Uint8Array.of(0x1f, 0x8b, 8, 0), { kind: 'gzip' }],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0), { kind: 'not-text' }],
    ['other JSON', '[1, 2]', { kind: 'not-har' }],
    ['JSON of a string', '"eyJhbGciOiJSUzI1NiJ9.e30.c2ln"', { kind: 'not-har' }],
    ['a HAR of nothing', JSON.stringify(fileOf([])), { kind: 'no-entries' }],
    [
      'a HAR of others',
      elsewhere('a.example', 'b.example', 'b.example'),
      { kind: 'other-hosts', hosts: ['b.example', 'a.example'] },
    ],
    [
      'a report of tomorrow',
      REPORT.replace('"schema":1', '"schema":2'),
      { kind: 'not-report', problem: { kind: 'other-schema', schema: '2' } },
    ],
    [
      'a report that was changed',
      REPORT.replace('"requests":[{', '"requests":[{"cookies":[],'),
      { kind: 'not-report', problem: { kind: 'unexpected', where: 'requests[0].cookies' } },
    ],
  ])('that is %s is told as that', (_what, content, problem) => {
    expect(open(content)).toMatchObject({ kind: 'problem', problem });
  });
});

describe('several files', () => {
  const har = (...at: number[]) =>
    open(JSON.stringify(fileOf(at.map((ms) => plainEntry({ at: ms })))), `file ${at[0]}`);

  it('are one recording in order of start', () => {
    const joined = joinFiles([har(10, 30), har(20)]);
    const starts = joined.kind === 'har' ? joined.legs.map(({ startedAt }) => startedAt ?? 0) : [];
    expect(starts).toHaveLength(3);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  it('are sanitised where all of them are', () => {
    const one = open(HAR);
    const other = open(chromeSanitised.write(INCIDENT));
    expect(joinFiles([one, other])).toMatchObject({ isSanitised: false });
    expect(joinFiles([other, other])).toMatchObject({ isSanitised: true });
  });

  it('may include one with nothing for us, but none that is broken', () => {
    const barren = open(elsewhere('a.example'));
    expect(joinFiles([barren, har(1)]).kind).toBe('har');
    expect(joinFiles([har(1), open('{')])).toMatchObject({
      index: 1,
      problem: { kind: 'not-json' },
    });
    expect(joinFiles([barren, barren])).toMatchObject({
      index: 0,
      problem: { kind: 'other-hosts' },
    });
  });

  it('may not include a report, which stands alone', () => {
    expect(joinFiles([open(REPORT)]).kind).toBe('report');
    expect(joinFiles([har(1), open(REPORT)])).toEqual({
      kind: 'problem',
      index: 1,
      problem: { kind: 'mixed' },
    });
  });
});
