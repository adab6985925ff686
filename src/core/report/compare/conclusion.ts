import { ABOUT_CAUSES } from '../../verdict/causes/about-causes.ts';
import type { ReportFile } from '../report-schema.ts';

/** What two recordings allow to be said of INVALID_TOKEN. */
export type Conclusion =
  /** it was there, and enough was recorded after to see that it is gone */
  | { kind: 'holds'; rate: number; requests: number }
  /** the share went down or up by more than chance explains */
  | { kind: 'better' | 'worse'; before: number; after: number }
  /** the shares differ by no more than chance explains, or not at all */
  | { kind: 'same'; before: number; after: number }
  /** neither has any */
  | { kind: 'clean' }
  | { kind: 'too-little'; reason: TooLittle };

/** Why nothing can be said. */
export type TooLittle =
  /** in one of them no request carried or needed a token */
  | { kind: 'nothing-judged'; side: 'before' | 'after' }
  /** none was seen after, but so few requests could have none by chance */
  | { kind: 'few-requests'; requests: number; wanted: number }
  /** tokens expired before; after, no token came near its end and none was refreshed */
  | { kind: 'no-expiry'; lifetimeSeconds: number | null };

/** A claim is made where chance alone would have led to it in at most so many of all cases. */
const CHANCE = 0.05;
/** Standard deviations of a normal distribution beyond which lies that share (both sides). */
const DEVIATIONS = 1.96;
/** A token with less left than this (s) is near its end: the app should have refreshed. */
const NEAR_END_SECONDS = 60;

/** So many requests without a refusal make it unlikely that the old share still holds. */
function wantedFor(rate: number): number {
  return rate >= 1 ? 1 : Math.ceil(Math.log(CHANCE) / Math.log(1 - rate));
}

/** Whether two shares differ by more than chance explains (two-proportion z-test). */
function differ(before: ReportFile['health'], after: ReportFile['health']): boolean {
  const all = before.authenticated + after.authenticated;
  const share = (before.invalidToken + after.invalidToken) / all;
  const spread = Math.sqrt(
    share * (1 - share) * (1 / before.authenticated + 1 / after.authenticated),
  );
  const distance = Math.abs(rateOf(before) - rateOf(after));
  return spread > 0 && distance / spread > DEVIATIONS;
}

function rateOf({ invalidToken, authenticated }: ReportFile['health']): number {
  return authenticated === 0 ? 0 : invalidToken / authenticated;
}

/** Whether a token came so near to its end that the old bug could have shown. */
function reachedExpiry({ requests, refreshes }: ReportFile): boolean {
  const isNear = requests.some(
    ({ secondsLeft, by }) => by === 'app' && secondsLeft !== null && secondsLeft < NEAR_END_SECONDS,
  );
  return isNear || refreshes.some(({ by, outcome }) => by === 'app' && outcome === 'accepted');
}

const wasByTime = ({ requests }: ReportFile) =>
  requests.some(({ cause }) => cause !== undefined && ABOUT_CAUSES[cause].about === 'expiry');

function longestLife({ credentials }: ReportFile): number | null {
  const lives = credentials.flatMap(({ lifetimeSeconds }) => lifetimeSeconds ?? []);
  return lives.length === 0 ? null : Math.max(...lives);
}

function tooLittle(before: ReportFile, after: ReportFile): TooLittle | null {
  if (before.health.authenticated === 0) return { kind: 'nothing-judged', side: 'before' };
  if (after.health.authenticated === 0) return { kind: 'nothing-judged', side: 'after' };
  if (before.health.invalidToken === 0 || after.health.invalidToken > 0) return null;
  if (wasByTime(before) && !reachedExpiry(after))
    return { kind: 'no-expiry', lifetimeSeconds: longestLife(after) };
  const requests = after.health.authenticated;
  const wanted = wantedFor(rateOf(before.health));
  return requests < wanted ? { kind: 'few-requests', requests, wanted } : null;
}

/** Whether a change cured INVALID_TOKEN, as far as the two recordings can tell. */
export function conclude(before: ReportFile, after: ReportFile): Conclusion {
  const reason = tooLittle(before, after);
  if (reason) return { kind: 'too-little', reason };
  const was = rateOf(before.health);
  const is = rateOf(after.health);
  if (was === 0 && is === 0) return { kind: 'clean' };
  if (is === 0) return { kind: 'holds', rate: was, requests: after.health.authenticated };
  if (!differ(before.health, after.health)) return { kind: 'same', before: was, after: is };
  return { kind: is < was ? 'better' : 'worse', before: was, after: is };
}
