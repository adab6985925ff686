import { describe, expect, it } from 'vitest';
import { hostFilter, readHarFile } from '../../../src/core/har/har-file.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { NO_LIMITS } from '../../../src/core/recording/recording-limits.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { fc } from '../../seeded.ts';
import { POLL } from '../recording/legs.ts';
import { fileOf, type Json } from './har-producers.ts';

function requestsOf(text: string) {
  const reading = readHarFile(text, 'file 1', hostFilter(futureGuide.isServiceHost, []));
  if (reading.kind === 'problem') throw new Error(`not read: ${reading.problem}`);
  const recording = new Recording(futureGuide, NO_LIMITS);
  for (const leg of reading.legs) recording.add(leg);
  return analyse(recording).requests;
}

/** JSON that is a HAR entry in more and in less. */
const wild = fc.jsonValue({ maxDepth: 2 });
const headerLists = fc.oneof(
  fc.array(fc.record({ name: fc.string(), value: wild })),
  fc.dictionary(fc.string(), wild),
  wild,
);
const entries = fc.record(
  {
    startedDateTime: fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      wild,
    ),
    time: wild,
    request: fc.record(
      {
        method: wild,
        url: fc.constantFrom(POLL, 'https://futureguide.id/'),
        headers: headerLists,
        postData: wild,
      },
      { requiredKeys: ['url'] },
    ),
    response: fc.oneof(
      fc.record(
        { status: wild, headers: headerLists, content: wild, _error: wild },
        { requiredKeys: [] },
      ),
      wild,
    ),
    timings: wild,
    _webSocketMessages: wild,
  },
  { requiredKeys: ['request'] },
);

describe('whatever JSON a file holds', () => {
  it('nothing throws, and as many entries come out as went in', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 8 }), (all) => {
        const isPreflight = (entry: (typeof all)[number]) =>
          typeof entry.request.method === 'string' &&
          entry.request.method.trim().toUpperCase() === 'OPTIONS';
        const kept = all.filter((entry) => !isPreflight(entry));
        const requests = requestsOf(JSON.stringify(fileOf(kept as Json[])));
        expect(requests.length).toBe(kept.length);
        const starts = requests.map(({ facts: request }) => request.startedAt ?? Infinity);
        expect(starts).toEqual(starts.toSorted((a, b) => (a === b ? 0 : a - b)));
      }),
    );
  });

  it('nothing throws for any JSON at all', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(['legs', 'problem']).toContain(readHarFile(text, 'x', () => true).kind);
      }),
    );
  });
});
