import type { RequestEntry } from '../../verdict/entry.ts';
import type { Fault } from '../fault.ts';
import {
  ended,
  type Recipe,
  seen,
  sentSince,
  shows,
  stay,
  toStep,
  WAIT_FOR_USER_MS,
  WATCH_MS,
} from './recipe.ts';

function isAccepted(judged: RequestEntry, kind: 'submit' | 'poll' | 'refresh'): boolean {
  return judged.sending.route === kind && judged.verdict.outcome === 'accepted';
}

const FAULTS: readonly Fault[] = [{ name: 'expire-now' }];

/**
 * The incident: an assessment is submitted, the token expires between two polls. A fixed app
 * refreshes before the next use and sends no expired token.
 */
export const incident: Recipe = {
  id: 'incident',
  steps: ['submit', 'poll', 'watch-polls'],
  faults: FAULTS,
  advance(run, analysis, nowMs) {
    const waited = nowMs - run.stepSince;
    const sent = sentSince(analysis, run.startedAt);
    switch (run.step) {
      case 'submit': {
        const submit = sent.find((judged) => isAccepted(judged, 'submit'));
        if (submit) return toStep(run, 'poll', nowMs, [shows('submitted', submit)]);
        break;
      }
      case 'poll': {
        const poll = sent.find((judged) => isAccepted(judged, 'poll'));
        if (poll) return toStep(run, 'watch-polls', nowMs, [shows('polled', poll)], FAULTS);
        break;
      }
      default:
        return watch();
    }
    return waited < WAIT_FOR_USER_MS
      ? stay(run)
      : ended(run, 'not-reproduced', seen('no-submit', nowMs));

    function watch() {
      const after = sentSince(analysis, run.stepSince);
      const faulty = after.filter(({ sending }) => sending.fault?.name === 'expire-now');
      const refused = faulty.find(({ verdict }) => verdict.outcome === 'rejected');
      if (refused) return ended(run, 'reproduced', shows('expired-refused', refused));
      const refresh = after.find((judged) => isAccepted(judged, 'refresh'));
      const next =
        refresh &&
        after.find(
          ({ sending, verdict }) =>
            sending.guarded &&
            sending.fault === null &&
            sending.credential.kind === 'token' &&
            verdict.outcome === 'accepted' &&
            (sending.sentAt ?? 0) >= (refresh.sending.answeredAt ?? Infinity),
        );
      if (refresh && next)
        return ended(
          run,
          'handled',
          shows('refreshed', refresh),
          shows('sent-with-new-token', next),
        );
      if (waited < WATCH_MS) return stay(run);
      const [first] = faulty;
      return ended(
        run,
        'not-reproduced',
        first ? shows('expired-sent', first) : seen('nothing-sent', nowMs),
      );
    }
  },
};
