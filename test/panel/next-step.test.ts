import { expect, it } from 'vitest';
import { advisesTest, nextStep } from '../../panel/detail/next-step.ts';
import { faultObservation } from '../../src/core/faults/observed.ts';
import { englishUtc } from '../../src/core/language/english.ts';
import type { HarLeg, Observation } from '../../src/core/recording/observation.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { call, ending, login, read, refresh } from '../core/findings/story.ts';
import { NOON_MS } from '../core/recording/legs.ts';

const spent = ending(0);
const good = ending(3_000);
const PATHS = ['/api/auth/profile', '/api/archive/jobs', '/api/chatbot/conversations'];

/** What to do about the first refusal, or about the last request where none was refused. */
function advised(...story: Observation[]): string | null {
  const analysis = read(...story);
  const { requests } = analysis;
  const isRefused = ({ verdict }: (typeof requests)[number]) => verdict.outcome === 'rejected';
  const row = requests.find(isRefused) ?? requests.at(-1);
  const step = row ? nextStep(row, analysis) : null;
  return step && englishUtc.tell(step);
}

it('asks for a try only where it is in doubt that the token had expired', () => {
  expect(advised(call(5, spent, undefined, { refused: true }))).toMatch(
    /^Press “Force refresh”: if .+ The app should refresh before it sends\.$/,
  );
  const known = [0, 10, 20, 30].map((at) => {
    const leg = call(at, good);
    const date = new Date(leg.endedAt ?? 0).toUTCString();
    return { ...leg, responseHeaders: [{ name: 'date', value: date }] };
  });
  expect(advised(...known, call(50, spent, undefined, { refused: true }))).toBe(
    'The app should refresh before it sends.',
  );
});

it('says that a newer token has come since, or was there already', () => {
  const before = login(-3_600, spent);
  const refused = call(50, spent, undefined, { refused: true });
  expect(advised(before, refused, refresh(60, { to: ending(3_660) }))).toMatch(
    /^t\d has taken its place\. The app should refresh before it sends\.$/,
  );
  expect(advised(before, refresh(20, { to: ending(3_620) }), refused)).toMatch(
    /^t\d has taken its place\. Read the token again for each request instead of keeping a copy\.$/,
  );
});

it('does not suspect a route that took the very token it refused', () => {
  const refused = call(60, good, PATHS[0], { refused: true });
  const routeOrToken =
    /^Test the token: if it is accepted, look at how the service handles this route/;
  const momentary =
    /^Test the token: if it is accepted, ask the backend whether its token check failed at 05:01:00 UTC/;
  expect(advised(refused)).toMatch(routeOrToken);
  expect(advised(call(0, good, PATHS[1]), refused)).toMatch(routeOrToken);
  expect(advised(call(0, good, PATHS[0]), refused)).toMatch(momentary);
  expect(advised(refused, call(70, good, PATHS[0]))).toMatch(momentary);
});

it('asks for no test of a token that was tested since', () => {
  const refused = call(60, good, PATHS[0], { refused: true });
  const test = (answer: { refused?: boolean }): Observation[] => {
    const leg = call(90, good, PATHS[1], answer);
    const { id, method, url, startedAt } = leg;
    return [leg, { kind: 'act', id: `${id}-act`, method, url, startedAt, act: 'probe' }];
  };
  expect(advised(refused, ...test({}))).toBe(
    'Look at how the service handles this route: the token itself is good.',
  );
  expect(advised(call(0, good, PATHS[0]), refused, ...test({}))).toBe(
    'Ask the backend whether its token check failed at 05:01:00 UTC: the token itself is good.',
  );
  expect(advised(refused, ...test({ refused: true }))).toBe(
    'Sign in again, and ask the backend whether this token was revoked.',
  );
});

it('asks for no test after an outage that has ended', () => {
  const before = PATHS.map((path, k) => call(k, good, path));
  const outage = PATHS.map((path, k) => call(60 + k, good, path, { refused: true }));
  expect(advised(...before, ...outage, call(90, good))).toMatch(
    /^Look at the auth service’s log from 05:01:00 UTC on/,
  );
});

it('does not say of an outage that is only possible that it was one', () => {
  const before = PATHS.map((path, k) => call(k, good, path));
  const outage = PATHS.map((path, k) => call(60 + k, good, path, { refused: true }));
  expect(advised(...before, ...outage)).toMatch(
    /^Test the token: if it is accepted, ask the backend whether .+ at 05:01:00 UTC; if it is refused again, sign in again\.$/,
  );
});

it('says of an outage that the service told itself that it was one', () => {
  const body = '{"success":false,"error":"TOKEN_VERIFICATION_FAILED","message":"Unable to verify"}';
  expect(advised(call(5, good, PATHS[0], { status: 401, body }))).toBe(
    'Keep the token and try again soon; tell the backend that its token check failed.',
  );
});

it('asks to refresh before an expired token is sent that the service took, and for nothing where all is well', () => {
  expect(advised(call(5, spent))).toBe('The app should refresh before it sends.');
  expect(advised(call(5, good))).toBeNull();
});

it('asks to undo the simulation that made a token expired before anything else', () => {
  const on = { id: 'f', fault: { name: 'expire-now' } as const, since: NOON_MS };
  const story: HarLeg = call(5, spent, undefined, { refused: true });
  expect(advised(faultObservation(on, spent, futureGuide), story)).toMatch(
    /^Undo the simulation before .* A fixed app refreshes first/,
  );
});

it('has a test of the token lead only where the reason is not seen, or an outage is no more than possible', () => {
  expect(advisesTest({ cause: 'unknown', certainty: 'possible' })).toBe(true);
  expect(advisesTest({ cause: 'verifier-down', certainty: 'possible' })).toBe(true);
  expect(advisesTest({ cause: 'verifier-down', certainty: 'likely' })).toBe(false);
  expect(advisesTest({ cause: 'expired', certainty: 'possible' })).toBe(false);
});
