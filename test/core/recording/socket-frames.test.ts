import { describe, expect, it } from 'vitest';
import { readSocketEvents } from '../../../src/core/recording/socket-frames.ts';

const EVENT = '42["authenticated",{"ok":true}]';

describe('what is said on a socket', () => {
  it('is read from a frame, and from a body of several packets', () => {
    const event = { name: 'authenticated', payload: { ok: true } };
    expect(readSocketEvents(EVENT)).toEqual([event]);
    expect(
      readSocketEvents(['40{"sid":"a"}', EVENT, '2', '44{"message":"no"}'].join('\u001e')),
    ).toEqual([
      { name: 'connect', payload: { sid: 'a' } },
      event,
      { name: 'connect_error', payload: { message: 'no' } },
    ]);
  });

  it.each([
    ['packets that the protocol does not know', '41e999'],
    ['events that cannot be read', '42x'],
    ['whatever else', 'x'],
  ])('is nothing in %s, however many', (_, packet) => {
    const many = Array.from({ length: 20_000 }, () => packet).join('\u001e');
    expect(readSocketEvents(many)).toEqual([]);
  });

  it('is read up to a number of packets', () => {
    const many = Array.from({ length: 2_000 }, () => EVENT).join('\u001e');
    expect(readSocketEvents(many)).toHaveLength(250);
  });
});
