import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import schema from '../../../report.schema.json' with { type: 'json' };
import { englishUtc } from '../../../src/core/language/english.ts';
import { readReport } from '../../../src/core/report/reading/read-report.ts';
import { readingOf } from '../../../src/core/report/reading/reading-of.ts';
import { readWhole } from '../../../src/core/report/reading.ts';
import { type Report, reportOf } from '../../../src/core/report/report.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { allScenarios, record } from '../../scenarios/judge.ts';
import { play, START_MS } from '../../scenarios/play.ts';
import { fc } from '../../seeded.ts';
import { PRODUCERS, plainEntry } from '../har/har-producers.ts';
import { FIRST, INCIDENT, reportOn, reportOnText, socketEntry, TOOL } from './report-world.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const isValid = ajv.compile(schema);

/** As it comes from a file. */
const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function readAgain(made: Report): Report {
  const reading = readReport(written(made));
  if (reading.kind === 'problem') throw new Error(JSON.stringify(reading.problem));
  return reportOf(readingOf(reading.report, futureGuide), reading.report.source, TOOL, englishUtc);
}

describe('a report that is read', () => {
  it.each(
    allScenarios().map((scenario) => [`${scenario.theme}: ${scenario.label}`, scenario] as const),
  )('says again what it said of “%s”', (_, scenario) => {
    const observations = play(scenario, START_MS, 'a').arrivals.map((one) => one.observation);
    const made = reportOf(
      readWhole(analyse(record(observations))),
      { kind: 'panel' },
      TOOL,
      englishUtc,
    );
    expect(written(readAgain(made))).toEqual(written(made));
  });

  it.each(PRODUCERS)('says again what it said of a file of $name', ({ write }) => {
    const made = reportOnText(write(INCIDENT));
    expect(written(readAgain(made))).toEqual(written(made));
  });

  it('knows sockets and requests without a date', () => {
    const undated = { ...plainEntry({ status: 401 }), startedDateTime: 'x' };
    const made = reportOn(...INCIDENT.map(plainEntry), socketEntry(FIRST), undated);
    expect(written(readAgain(made))).toEqual(written(made));
  });
});

describe('what is no report', () => {
  const incident = written(reportOn(...INCIDENT.map(plainEntry))) as Record<string, unknown>;
  const [first] = incident.requests as Record<string, unknown>[];
  const withFirst = (more: object) => ({
    ...incident,
    requests: [{ ...first, ...more }, ...(incident.requests as unknown[]).slice(1)],
  });

  it.each([
    ['another schema', { ...incident, schema: 2 }, { kind: 'other-schema', schema: '2' }],
    ['a missing part', { ...incident, clock: undefined }, { kind: 'missing', where: 'clock' }],
    ['a part too many', { ...incident, more: 1 }, { kind: 'unexpected', where: 'more' }],
    [
      'a word that does not exist',
      withFirst({ validity: 'perhaps' }),
      { kind: 'wrong', where: 'requests[0].validity' },
    ],
    [
      'a time that is none',
      withFirst({ sentAt: '2026-13-45T99:00:00Z' }),
      { kind: 'wrong', where: 'requests[0].sentAt' },
    ],
  ])('is refused for %s, and the place is named', (_what, value, problem) => {
    expect(readReport(written(value))).toEqual({ kind: 'problem', problem });
  });

  it('is what the JSON Schema refuses, too', () => {
    const places: (string | number)[][] = [];
    const look = (node: unknown, path: (string | number)[]) => {
      places.push(path);
      if (typeof node !== 'object' || node === null) return;
      for (const [name, inner] of Object.entries(node))
        look(inner, [...path, Array.isArray(node) ? Number(name) : name]);
    };
    const whole = written(reportOn(...INCIDENT.map(plainEntry), socketEntry(FIRST))) as Record<
      string,
      unknown
    >;
    look(whole, []);
    const odd = fc.constantFrom<unknown>(
      ...[null, '', 'x', 'r1', 't1', 's1', 0, 1, -1, 0.5, true, [], {}, ['x'], ['x', 'x']],
      ...[
        'valid',
        'accepted',
        'another-tab',
        '2026-10-20T05:00:00.000Z',
        '2026-10-20',
        ['invalid-token'],
      ],
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), odd, fc.boolean(), (path, value, isMissing) => {
        const copy = structuredClone(whole);
        const holder = path
          .slice(0, -1)
          .reduce<Record<string | number, unknown>>(
            (inner, name) => inner[name] as Record<string | number, unknown>,
            copy,
          );
        const name = path.at(-1);
        if (name === undefined) return;
        if (isMissing && !Array.isArray(holder)) delete holder[name];
        else holder[name] = value;
        expect(readReport(copy).kind === 'report', JSON.stringify([path, value])).toBe(
          isValid(copy),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
