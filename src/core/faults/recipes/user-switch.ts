import type { Analysis } from '../../verdict/analysis.ts';
import type { SignIn } from '../../verdict/chains.ts';
import {
  ended,
  type Recipe,
  type RecipeRun,
  seen,
  sentSince,
  shows,
  stay,
  toStep,
  WAIT_FOR_USER_MS,
} from './recipe.ts';

/** Long enough for timers and retries of the user before to speak up, ms. */
const WATCH_SWITCH_MS = 60_000;

/** The first sign-in of another user since the run began. */
function otherSignIn({ chains }: Analysis, { startedAt }: RecipeRun): SignIn | undefined {
  const before = chains.signedInAt(startedAt);
  return chains.signIns.find(
    ({ at, subject }) => at >= startedAt && subject !== null && subject !== before?.subject,
  );
}

/**
 * Somebody signs out and another user signs in. A fixed app sends nothing of the first any more,
 * from no timer, no cache and no socket. It switches no fault on: the user does it all.
 */
export const userSwitch: Recipe = {
  id: 'user-switch',
  steps: ['switch-user', 'watch-users'],
  faults: [],
  advance(run, analysis, nowMs) {
    const login = otherSignIn(analysis, run);
    if (!login) {
      const hasTime = nowMs - run.stepSince < WAIT_FOR_USER_MS;
      return hasTime ? stay(run) : ended(run, 'not-reproduced', seen('no-sign-in', nowMs));
    }
    const { subject, at, request } = login;
    if (run.step === 'switch-user')
      return toStep(run, 'watch-users', nowMs, [seen('other-user-signed-in', at, request)]);
    const sent = sentSince(analysis, at).filter(({ sending }) => sending.record !== null);
    const old = sent.find(
      ({ sending: { record } }) => record?.subject && record.subject !== subject,
    );
    if (old) return ended(run, 'reproduced', shows('old-user-sent', old));
    if (nowMs - run.stepSince < WATCH_SWITCH_MS) return stay(run);
    const last = sent.at(-1);
    return last
      ? ended(run, 'handled', shows('only-new-user-sent', last))
      : ended(run, 'not-reproduced', seen('nothing-sent', nowMs));
  },
};
