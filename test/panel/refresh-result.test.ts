import { expect, it } from 'vitest';
import { isOfBefore } from '../../panel/credential/refresh-readiness.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS, web } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';

it('the result of a refresh is of before once the user cleared, or has signed in anew', () => {
  const recording = new Recording(futureGuide);
  recording.add(web({ at: 0, status: 200 }));
  expect(isOfBefore(NOON_MS + 10, analyse(recording))).toBe(false);

  const token = v2Token(NOON_MS / 1000);
  const login = { at: 20, method: 'POST', url: futureGuide.refreshUrl.replace('refresh', 'login') };
  recording.add(
    har({ ...login, status: 200, body: JSON.stringify({ success: true, data: { token } }) }),
  );
  expect(isOfBefore(NOON_MS + 10, analyse(recording))).toBe(true);
  expect(isOfBefore(NOON_MS + 100, analyse(recording))).toBe(false);

  recording.clear(NOON_MS + 200);
  expect(isOfBefore(NOON_MS + 100, analyse(recording))).toBe(true);
});
