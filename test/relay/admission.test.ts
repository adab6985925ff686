import { describe, expect, it } from 'vitest';
import { isServiceHost } from '../../src/futureguide.ts';
import { MAX_REFUSAL_BYTES } from '../../src/page-channel.ts';
import {
  Admission,
  REPORTS_IN_A_BURST,
  REPORTS_PER_SECOND,
  TOLERANCE_MS,
} from '../../src/relay/admission.ts';

const REFUSAL = {
  kind: 'refusal',
  method: 'GET',
  url: 'https://api.futureguide.id/api/assessment/status/1',
  startedAt: 1,
  status: 401,
  body: '{}',
};
const at = (ms: number, wallMs = ms) => ({ steadyMs: ms, wallMs });
const text = (change: object = {}) => JSON.stringify({ ...REFUSAL, ...change });

describe('what the page tells', () => {
  it('comes in when it is what a hook would tell', () => {
    expect(new Admission(0, { isServiceHost }).admit(text(), at(0))).toEqual(REFUSAL);
  });

  it('comes in with the largest body, however it is written', () => {
    const body = '\u0001'.repeat(MAX_REFUSAL_BYTES);
    expect(new Admission(0, { isServiceHost }).admit(text({ body }), at(0))).toMatchObject({
      body,
    });
  });

  it.each([
    ['no text', { kind: 'refusal' }],
    ['null', null],
    ['no JSON', '{'],
    ['another kind', text({ kind: 'storage' })],
    ['a wrong type', text({ startedAt: '1' })],
    ['a body that is too long', text({ body: 'x'.repeat(MAX_REFUSAL_BYTES + 1) })],
    ['a body of too many bytes', text({ body: 'é'.repeat(MAX_REFUSAL_BYTES / 2 + 1) })],
    ['a status that is none', text({ status: 700 })],
    ['a status with a fraction', text({ status: 401.5 })],
    ['another host', text({ url: 'https://api.futureguide.id.evil.example/api/x' })],
    ['no URL', text({ url: 'api.futureguide.id' })],
    ['something nested', text({ more: { and: [[]] } })],
    ['far too much', text({ more: 'x'.repeat(2_000_000) })],
  ])('stays out: %s', (_, detail) => {
    expect(new Admission(0, { isServiceHost }).admit(detail, at(0))).toBeNull();
  });

  it('lies in the life of its document', () => {
    const HOUR_MS = 3_600_000;
    const admits = (startedAt: number, arrival = at(HOUR_MS)) =>
      new Admission(0, { isServiceHost }).admit(text({ startedAt }), arrival) !== null;
    expect([-TOLERANCE_MS, 0, HOUR_MS, HOUR_MS + TOLERANCE_MS].every((ms) => admits(ms))).toBe(
      true,
    );
    for (const ms of [-TOLERANCE_MS - 1, HOUR_MS + TOLERANCE_MS + 1, 4_102_444_800_000, 1e300])
      expect(admits(ms), String(ms)).toBe(false);
    // The computer slept, or its clock was set: the page reads that clock too.
    expect(admits(9 * HOUR_MS, at(HOUR_MS, 9 * HOUR_MS))).toBe(true);
    expect(admits(-9 * HOUR_MS, at(HOUR_MS, -9 * HOUR_MS))).toBe(true);
  });

  it('carries no field that nobody asked for', () => {
    expect(
      new Admission(0, { isServiceHost }).admit(text({ id: 'mine', extra: 1 }), at(0)),
    ).toEqual(REFUSAL);
  });

  it('is limited in number, and let in again with time', () => {
    const admission = new Admission(0, { isServiceHost });
    const admitted = (count: number, nowMs: number) =>
      Array.from({ length: count }, () => admission.admit(text(), at(nowMs))).filter(Boolean)
        .length;
    expect(admitted(REPORTS_IN_A_BURST + 100, 0)).toBe(REPORTS_IN_A_BURST);
    expect(admitted(REPORTS_PER_SECOND + 100, 1_000)).toBe(REPORTS_PER_SECOND);
    expect(admitted(100, 500)).toBe(0);
    expect(admission.leftOut).toBe(300);
  });

  it('is limited for each kind by itself: frames without end keep no refusal out', () => {
    const frame = { kind: 'socket', socket: 's', url: 'wss://api.futureguide.id/socket.io/?EIO=4' };
    const said = JSON.stringify({ ...frame, at: 1, event: 'receive', data: '42["authenticated"]' });
    const admission = new Admission(0, { isServiceHost });
    for (let k = 0; k < REPORTS_IN_A_BURST + 50; k += 1) admission.admit(said, at(0));
    expect(admission.leftOut).toBe(50);
    expect(admission.admit(said, at(0))).toBeNull();
    expect(admission.admit(text(), at(0))).toEqual(REFUSAL);
    expect(admission.admit(text({ kind: 'storage' }), at(0))).toBeNull();
    expect(admission.leftOut).toBe(51);
  });
});
