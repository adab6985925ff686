import { said } from '../language/language.ts';
import { evidence } from '../verdict/causes/rule.ts';
import { spentRefreshToken } from '../verdict/credentials.ts';
import type { Search } from './finding.ts';
import type { OwnRefresh } from './scene.ts';
import { endpointOf, firstOf, idsOf, iso } from './wording.ts';

/** Refreshes that begin this near to each other were not told of one another. */
const RACE_WITHIN_MS = 1_000;
/** By the team's documents at most one refresh a minute. */
const AT_MOST_ONE_IN_MS = 60_000;

/** Began after the token that it was to replace had expired. */
export const refreshLate: Search = (scene) => {
  const late = scene.refreshes.flatMap((refresh) => {
    const { from, startedAt, judged } = refresh;
    if (!from || from.expiresAt === null) return [];
    const lateBy = scene.serverTime(startedAt, judged.sending.host) - from.expiresAt;
    return lateBy >= 0 ? [{ refresh, from, lateBy }] : [];
  });
  const [first] = late;
  if (!first) return null;
  const tokens = new Set(late.map(({ from }) => from));
  const sent = scene.uses.filter(
    ({ sending, verdict }) =>
      sending.record && tokens.has(sending.record) && verdict.flags.includes('sent-expired'),
  );
  return {
    code: 'refresh-late',
    severity: sent.length > 0 ? 'warning' : 'info',
    title: said('finding_refresh_late', { count: late.length }),
    evidence: firstOf(
      late.map(({ refresh, from, lateBy }) =>
        evidence(
          'began-late',
          {
            token: from.id,
            expiresAt: iso(from.expiresAt),
            startedAt: iso(refresh.startedAt),
            secondsLate: lateBy / 1000,
          },
          refresh.judged.request.id,
        ),
      ),
    ),
    requests: late.map(({ refresh }) => refresh.judged.request.id),
    advice: sent[0]
      ? said('advice_refresh_before_refusal', {
          token: first.from.id,
          count: sent.length,
          endpoint: endpointOf(sent[0].sending),
          expiringSeconds: scene.profile.expiringSeconds,
        })
      : said('advice_refresh_on_waking'),
  };
};

/** Runs of refreshes of which each follows its predecessor as `follows` says. */
function runsOf(
  refreshes: readonly OwnRefresh[],
  follows: (next: OwnRefresh, run: readonly OwnRefresh[]) => boolean,
): OwnRefresh[][] {
  const runs: OwnRefresh[][] = [];
  for (const refresh of refreshes) {
    const run = runs.at(-1);
    if (run && follows(refresh, run)) run.push(refresh);
    else runs.push([refresh]);
  }
  return runs.filter((run) => run.length > 1);
}

function isRacing(next: OwnRefresh, run: readonly OwnRefresh[]): boolean {
  const last = run.at(-1);
  const isNear = last !== undefined && next.startedAt - last.startedAt <= RACE_WITHIN_MS;
  return isNear || run.some(({ doneAt }) => next.startedAt < doneAt);
}

/** Two begun within a second, or one before the other had ended. */
export const refreshRace: Search = ({ refreshes }) => {
  const races = runsOf(refreshes, isRacing);
  const [first] = races;
  if (!first) return null;
  const failed = races.flat().some(({ result }) => result === 'failed');
  return {
    code: 'refresh-race',
    severity: failed ? 'error' : 'warning',
    title: said('finding_refresh_race', { refreshes: races.flat().length }),
    evidence: firstOf(
      races.map((race) => {
        const [begin] = race;
        const lasted = (race.at(-1)?.startedAt ?? 0) - (begin?.startedAt ?? 0);
        const spent = new Set(race.map(({ judged }) => spentRefreshToken(judged.request)));
        const isSame = spent.size === 1 && !spent.has(null);
        return evidence(
          'race',
          { refreshes: race.length, withinSeconds: lasted / 1000, at: iso(begin?.startedAt ?? 0) },
          begin?.judged.request.id,
          { key: isSame ? 'evidence_race_same_token' : 'evidence_race' },
        );
      }),
    ),
    requests: idsOf(races.flat().map(({ judged }) => judged)),
    advice: said('advice_share_one_refresh', {
      endpoints: first.map(({ judged }) => endpointOf(judged.sending)),
    }),
  };
};

/** More than one refresh of the app within a minute. */
export const refreshTooOften: Search = ({ refreshes }) => {
  const runs = runsOf(refreshes, (next, run) => {
    return next.startedAt - (run.at(-1)?.startedAt ?? 0) < AT_MOST_ONE_IN_MS;
  });
  const [first] = runs;
  if (!first) return null;
  const shortest = Math.min(
    ...runs.map((run) => (run[1]?.startedAt ?? 0) - (run[0]?.startedAt ?? 0)),
  );
  return {
    code: 'refresh-too-often',
    severity: 'warning',
    title: said('finding_refresh_too_often', { shortest: shortest / 1000 }),
    evidence: firstOf(
      runs.map((run) => {
        const [begin] = run;
        const lasted = (run.at(-1)?.startedAt ?? 0) - (begin?.startedAt ?? 0);
        return evidence(
          'too-often',
          { refreshes: run.length, withinSeconds: lasted / 1000, at: iso(begin?.startedAt ?? 0) },
          begin?.judged.request.id,
        );
      }),
    ),
    requests: idsOf(runs.flat().map(({ judged }) => judged)),
    advice: said('advice_find_second_timer', {
      endpoints: first.map(({ judged }) => endpointOf(judged.sending)),
    }),
  };
};
