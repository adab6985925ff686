import { describe, expect, it } from 'vitest';
import { MAX_REFUSAL_CHARACTERS } from '../../src/page-channel.ts';
import { Admission, REPORTS_IN_A_BURST, REPORTS_PER_SECOND } from '../../src/relay/admission.ts';

const REFUSAL = {
  kind: 'refusal',
  method: 'GET',
  url: 'https://api.futureguide.id/api/assessment/status/1',
  startedAt: 1,
  status: 401,
  body: '{}',
};
const text = (change: object = {}) => JSON.stringify({ ...REFUSAL, ...change });

describe('what the page tells', () => {
  it('comes in when it is what a hook would tell', () => {
    expect(new Admission(0).admit(text(), 0)).toEqual(REFUSAL);
  });

  it('comes in with the largest body, however it is written', () => {
    const body = '\u0001'.repeat(MAX_REFUSAL_CHARACTERS);
    expect(new Admission(0).admit(text({ body }), 0)).toMatchObject({ body });
  });

  it.each([
    ['no text', { kind: 'refusal' }],
    ['null', null],
    ['no JSON', '{'],
    ['another kind', text({ kind: 'storage' })],
    ['a wrong type', text({ startedAt: '1' })],
    ['a body that is too long', text({ body: 'x'.repeat(MAX_REFUSAL_CHARACTERS + 1) })],
    ['far too much', `"${'x'.repeat(2_000_000)}"`],
  ])('stays out: %s', (_, detail) => {
    expect(new Admission(0).admit(detail, 0)).toBeNull();
  });

  it('carries no field that nobody asked for', () => {
    expect(new Admission(0).admit(text({ id: 'mine', extra: 1 }), 0)).toEqual(REFUSAL);
  });

  it('is limited in number, and let in again with time', () => {
    const admission = new Admission(0);
    const admitted = (count: number, nowMs: number) =>
      Array.from({ length: count }, () => admission.admit(text(), nowMs)).filter(Boolean).length;
    expect(admitted(REPORTS_IN_A_BURST + 100, 0)).toBe(REPORTS_IN_A_BURST);
    expect(admitted(REPORTS_PER_SECOND + 100, 1_000)).toBe(REPORTS_PER_SECOND);
    expect(admitted(100, 500)).toBe(0);
  });
});
