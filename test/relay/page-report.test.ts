import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { pageReport } from '../../src/messages.ts';
import { reportIn } from '../../src/relay/page-report.ts';
import { fc } from '../seeded.ts';

const text = fc.oneof(fc.string(), fc.constantFrom('x'.repeat(65_536), 'é'.repeat(32_769)));
const number = fc.oneof(
  fc.constantFrom(100, 401, 599, 600, 99, 401.5, Number.NaN, Number.POSITIVE_INFINITY),
  fc.double(),
);
const anything = fc.oneof(text, number, fc.constantFrom(true, undefined));
const mostly = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: anything });

const told = fc.record(
  {
    kind: mostly(fc.constantFrom('refusal', 'socket', 'storage')),
    url: mostly(fc.constantFrom('https://api.futureguide.id/', 'x'.repeat(16_385))),
    method: mostly(fc.constantFrom('GET', 'x'.repeat(33))),
    startedAt: mostly(number),
    status: mostly(number),
    body: mostly(text),
    socket: mostly(fc.constantFrom('a:1', 'x'.repeat(81))),
    at: mostly(number),
    event: mostly(fc.constantFrom('open', 'close', 'send', 'receive', 'error')),
    data: mostly(text),
    more: anything,
  },
  { requiredKeys: ['kind', 'url', 'status', 'at', 'startedAt'] },
);

describe('what the relay lets in by hand', () => {
  it('is what the schema of messages lets in', () => {
    let letIn = 0;
    fc.assert(
      fc.property(told, (value) => {
        const bySchema = v.safeParse(pageReport, value);
        if (bySchema.success) letIn += 1;
        expect(reportIn(value)).toEqual(bySchema.success ? bySchema.output : null);
      }),
      { numRuns: 3_000 },
    );
    expect(letIn).toBeGreaterThan(10);
  });

  it.each([null, 'refusal', [], { kind: 'refusal', body: {} }])('is nothing of %o', (value) => {
    expect(reportIn(value)).toBeNull();
  });
});
