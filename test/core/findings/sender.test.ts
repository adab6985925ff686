import { expect, it } from 'vitest';
import type { CallFrame } from '../../../src/core/recording/initiator.ts';
import type { HarLeg } from '../../../src/core/recording/observation.ts';
import { call, ending, finding } from './story.ts';

const spent = ending(-12);
const SCRIPT = 'https://app.futureguide.id/assets/monitor.js?v=3';
const frame = (functionName: string, line: number): CallFrame => ({
  functionName,
  url: SCRIPT,
  line,
  column: 9,
});
const sentBy = (sender: CallFrame | null, leg: HarLeg): HarLeg => ({
  ...leg,
  initiator: sender ? [frame('fetch', 1), sender] : [],
});
const expired = (at: number) => call(at, spent, undefined, { refused: true });
const poll = frame('pollStatus', 41);

const senderOf = (...legs: HarLeg[]) =>
  finding('expired-token-sent', ...legs).evidence.find(({ id }) => id === 'sender');

it('a finding names the code that sent all of it', () => {
  const found = senderOf(...[0, 10, 20].map((at) => sentBy(poll, expired(at))));
  expect(found?.text).toBe('All come from pollStatus in monitor.js:41');
  expect(found?.values).toEqual({
    function: 'pollStatus',
    script: 'https://app.futureguide.id/assets/monitor.js',
    line: 41,
    sent: 3,
    times: 3,
  });
});

it('says both of two', () => {
  const legs = [0, 10].map((at) => sentBy(poll, expired(at)));
  expect(senderOf(...legs)?.text).toBe('All come from pollStatus in monitor.js:41');
});

it('or most of it, and nothing where the browser recorded none', () => {
  const other = frame('', 7);
  const legs = [sentBy(other, expired(0)), sentBy(poll, expired(10)), sentBy(poll, expired(20))];
  expect(senderOf(...legs)?.text).toBe('2 of 3 come from pollStatus in monitor.js:41');
  expect(senderOf(sentBy(other, expired(0)))?.text).toBe(
    'It comes from (anonymous) in monitor.js:7',
  );
  expect(senderOf(expired(0))).toBeUndefined();
});
