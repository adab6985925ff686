import { currentStorage } from '../../verdict/current.ts';
import type { Fault } from '../fault.ts';
import { ended, type Recipe, seen, sentSince, shows, stay, toStep, WATCH_MS } from './recipe.ts';

/** Time for an app to do the wrong thing after its refresh has failed, ms. */
const CALM_MS = 15_000;

const FAULTS: readonly Fault[] = [{ name: 'fail-refresh', status: 500 }, { name: 'expire-now' }];

/**
 * The refresh is broken while the token is expired. A fixed app keeps its tokens, for the service
 * may be back soon, and sends no expired one meanwhile.
 */
export const refreshBroken: Recipe = {
  id: 'refresh-broken',
  steps: ['break', 'watch-refresh'],
  faults: FAULTS,
  advance(run, analysis, nowMs) {
    if (run.step === 'break')
      return toStep(run, 'watch-refresh', nowMs, [seen('faults-on', nowMs)], FAULTS);
    const after = sentSince(analysis, run.stepSince);
    const refused = after.find(
      ({ sending, verdict }) =>
        sending.fault?.name === 'expire-now' && verdict.outcome === 'rejected',
    );
    if (refused) return ended(run, 'reproduced', shows('expired-refused', refused));
    const failed = after.find(({ sending }) => sending.fault?.name === 'fail-refresh');
    if (failed) {
      const storage = currentStorage(analysis.recording);
      if (!storage?.active)
        return ended(run, 'reproduced', shows('refresh-failed', failed), seen('signed-out', nowMs));
      if (nowMs - (failed.sending.sentAt ?? nowMs) < CALM_MS) return stay(run);
      return ended(run, 'handled', shows('refresh-failed', failed), seen('still-signed-in', nowMs));
    }
    return nowMs - run.stepSince < WATCH_MS
      ? stay(run)
      : ended(run, 'not-reproduced', seen('nothing-sent', nowMs));
  },
};
