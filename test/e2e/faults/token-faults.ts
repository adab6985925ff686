import { expect } from 'vitest';
import type { StorageFault } from '../../../src/core/faults/fault.ts';

const partsOf = (authorization: string | null) =>
  (authorization ?? '').replace('Bearer ', '').replaceAll('"', '').split('.');
const claimsOf = (authorization: string | null) =>
  JSON.parse(Buffer.from(partsOf(authorization)[1] ?? '', 'base64url').toString() || 'null');

export type Check = (sent: string | null, held: string) => void;

function changesOnlyExp(left: number): Check {
  return (sent, held) => {
    const { exp, ...claims } = claimsOf(sent);
    const { exp: _, ...before } = claimsOf(held);
    expect(claims).toEqual(before);
    expect(Math.abs(exp - Date.now() / 1000 - left)).toBeLessThan(30);
    expect([partsOf(sent)[0], partsOf(sent)[2]]).toEqual([partsOf(held)[0], partsOf(held)[2]]);
  };
}

/** The faults of tokens, each with what the service receives; `other` speaks for somebody else. */
export const tokenFaults = (other: string): [StorageFault, Check][] => [
  [{ name: 'expire-now' }, changesOnlyExp(-5)],
  [{ name: 'leave-seconds', seconds: 600 }, changesOnlyExp(600)],
  [
    { name: 'tamper-payload' },
    (sent, held) => expect(claimsOf(sent)).toEqual({ ...claimsOf(held), tampered: true }),
  ],
  [
    { name: 'tamper-signature' },
    (sent, held) => {
      expect(partsOf(sent).slice(0, 2)).toEqual(partsOf(held).slice(0, 2));
      expect(partsOf(sent)[2]).not.toBe(partsOf(held)[2]);
    },
  ],
  [{ name: 'quote' }, (sent, held) => expect(sent).toBe(`Bearer "${held}"`)],
  [{ name: 'placeholder' }, (sent) => expect(sent).toBe('Bearer undefined')],
  [{ name: 'remove' }, (sent) => expect(sent).toBeNull()],
  [{ name: 'other-user', token: other }, (sent) => expect(sent).toBe(`Bearer ${other}`)],
];
