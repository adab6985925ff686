import { type Said, said } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { evidence } from '../verdict/causes/rule.ts';
import { spentRefreshToken } from '../verdict/credentials.ts';
import { unlessPast } from './certainty.ts';
import type { Search } from './finding.ts';
import type { OwnRefresh, Scene } from './scene.ts';
import { adviceOn, byLifetime, endpointOf, firstOf, idsOf, ofUsers } from './wording.ts';

/** The same refresh token spent twice within this time: the second had not been told of the first. */
const SPENT_AGAIN_WITHIN_MS = 1_000;
/** By the team's documents at most one refresh a minute. */
const AT_MOST_ONE_IN_MS = 60_000;

/** Began after the token that it was to replace had expired. */
export const refreshLate: Search = (scene) => {
  const late = scene.refreshes.flatMap((refresh) => {
    const { from, startedAt, judged, isProvoked } = refresh;
    if (!from || from.expiresAt === null || isProvoked) return [];
    const lateBy = scene.serverTime(startedAt, judged.sending.host) - from.expiresAt;
    return lateBy >= 0 ? [{ refresh, from, lateBy }] : [];
  });
  const [first] = late;
  if (!first) return null;
  const sent = scene.uses.filter(
    ({ sending, verdict, at }) =>
      verdict.flags.includes('sent-expired') &&
      late.some(({ from, refresh }) => from === sending.record && at <= refresh.startedAt),
  );
  const refused = sent.filter(({ verdict }) => verdict.outcome === 'rejected');
  const { expiringSeconds } = scene.profile;
  return {
    code: 'refresh-late',
    severity: sent.length > 0 ? 'warning' : 'info',
    title: said('finding_refresh_late', { count: late.length }),
    evidence: [
      ...firstOf(
        late.map(({ refresh, from, lateBy }) =>
          evidence(
            'began-late',
            {
              token: from.id,
              expiresAt: iso(from.expiresAt),
              startedAt: iso(refresh.startedAt),
              secondsLate: lateBy / 1000,
            },
            refresh.judged.facts.id,
          ),
        ),
      ),
      ...unlessPast(
        late.map(({ refresh: { startedAt: at, judged }, from: { expiresAt } }) => {
          return { expiresAt, at, host: judged.sending.host };
        }),
        scene,
      ),
    ],
    requests: late.map(({ refresh }) => refresh.judged.facts.id),
    advice: adviceOn(
      sent,
      ...byLifetime(
        adviceOnLate(),
        late.map(({ from }) => from),
        expiringSeconds,
      ),
    ),
  };

  function adviceOnLate(): Said {
    const [one] = sent;
    if (!one) return said('advice_refresh_on_waking');
    const endpoint = endpointOf(one.sending);
    if (refused.length === 0) return said('advice_refresh_sooner', { endpoint, expiringSeconds });
    const token = one.sending.record?.id ?? null;
    const count = sent.length;
    return said('advice_refresh_before_refusal', { token, count, endpoint, expiringSeconds });
  }
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

/** s from the start of the first to that of the last. */
function lasted(run: readonly OwnRefresh[]): number {
  return ((run.at(-1)?.startedAt ?? 0) - (run[0]?.startedAt ?? 0)) / 1000;
}

/** s within which all of them began, never less than it was. */
function within(run: readonly OwnRefresh[]): number {
  const seconds = lasted(run);
  return seconds < 10 ? Math.ceil(seconds * 10) / 10 : Math.ceil(seconds);
}

function spentBy({ judged }: OwnRefresh): string | null {
  return spentRefreshToken(judged.facts);
}

/** Whether a newer refresh token lay in storage between the end of one and the start of another. */
function wasStoredBetween(before: OwnRefresh, next: OwnRefresh, { storage }: Scene): boolean {
  const spent = spentBy(before);
  return storage.some(({ seen, reading }) => {
    const { refresh } = reading;
    const isBetween = seen.at >= before.doneAt && seen.at <= next.startedAt;
    return isBetween && refresh !== null && refresh.token !== spent;
  });
}

/** The refresh token is gone once a refresh with it has passed; a failed one is only tried again. */
function isSpentAgain(before: OwnRefresh, next: OwnRefresh, scene: Scene): boolean {
  const spent = spentBy(next);
  return (
    spent !== null &&
    spent === spentBy(before) &&
    before.result === 'succeeded' &&
    next.startedAt - before.startedAt <= SPENT_AGAIN_WITHIN_MS &&
    !wasStoredBetween(before, next, scene)
  );
}

/** Which it was, as far as it is one and the same in all races. */
function raceTitle(races: readonly OwnRefresh[][]): Said {
  const all = races.flat();
  const refreshes = all.length;
  const inOtherTabs = all.filter(({ by }) => by === 'another-tab').length;
  const isOverlapping = races.every(([, ...later]) =>
    later.every((next) =>
      all.some(
        (one) => one.startedAt <= next.startedAt && one !== next && next.startedAt < one.doneAt,
      ),
    ),
  );
  const isSame = races.every((race) => {
    const spent = new Set(race.map(spentBy));
    return spent.size === 1 && !spent.has(null);
  });
  if (isOverlapping && inOtherTabs > 0)
    return said('finding_refresh_race_overlapping_tabs', { refreshes, inOtherTabs });
  if (isOverlapping && isSame)
    return said('finding_refresh_race_overlapping_same_token', { refreshes });
  if (isOverlapping) return said('finding_refresh_race_overlapping', { refreshes });
  return said(isSame ? 'finding_refresh_race_same_token' : 'finding_refresh_race', { refreshes });
}

/** Runs of refreshes that overlap, or that spend the same refresh token before a newer one is stored. */
function racesOf(scene: Scene): OwnRefresh[][] {
  const all = [...scene.refreshes, ...scene.refreshesElsewhere]
    .filter(({ isProvoked }) => !isProvoked)
    .sort((a, b) => a.startedAt - b.startedAt);
  return runsOf(all, (next, run) =>
    run.some((before) => next.startedAt < before.doneAt || isSpentAgain(before, next, scene)),
  ).filter((race) => {
    // Those of as many users are none, each renews a session of its own.
    const users = new Set(race.flatMap(({ from, to }) => (to ?? from)?.user ?? []));
    return users.size < race.length && race.some(({ by }) => by === 'app');
  });
}

/** The refused refreshes in whose race another one got a new token: they ended no session. */
export function lostRaces(scene: Scene): ReadonlySet<OwnRefresh> {
  const lost = racesOf(scene)
    .filter((race) => race.some(({ result }) => result === 'succeeded'))
    .flatMap((race) => race.filter(({ judged }) => judged.verdict.outcome === 'rejected'));
  return new Set(lost);
}

/** Two that overlap in time, or that spend the same refresh token before a newer one is stored. */
export const refreshRace: Search = (scene) => {
  const races = racesOf(scene);
  const [first] = races;
  if (!first) return null;
  const failed = races.flat().some(({ result }) => result === 'failed');
  return {
    code: 'refresh-race',
    severity: failed ? 'error' : 'warning',
    title: raceTitle(races),
    evidence: firstOf(
      races.map((race) => {
        const [begin] = race;
        const inOtherTabs = race.filter(({ by }) => by === 'another-tab').length;
        return evidence(
          'race',
          {
            refreshes: race.length,
            withinSeconds: lasted(race),
            at: iso(begin?.startedAt ?? 0),
            ...(inOtherTabs > 0 ? { inOtherTabs } : {}),
          },
          begin?.judged.facts.id,
          { key: races.length === 1 ? 'evidence_race_only' : 'evidence_race' },
        );
      }),
    ),
    requests: idsOf(races.flat().map(({ judged }) => judged)),
    advice: said('advice_share_one_refresh', {
      endpoints: first.map(({ judged }) => endpointOf(judged.sending)),
    }),
  };
};

/** Whose session it was to renew, as far as that shows. */
function userOf({ from, to, startedAt }: OwnRefresh, { chains }: Scene): string | null {
  return (to ?? from)?.user ?? chains.signedInAt(startedAt)?.user ?? null;
}

/** More than one refresh of the app for one user within a minute. */
export const refreshTooOften: Search = (scene) => {
  const byUser = new Map<string | null, OwnRefresh[]>();
  // Where none shows, it is taken for that of the refresh before it.
  let user = scene.refreshes.map((one) => userOf(one, scene)).find((one) => one !== null) ?? null;
  for (const refresh of scene.refreshes) {
    user = userOf(refresh, scene) ?? user;
    if (refresh.isProvoked) continue;
    byUser.set(user, [...(byUser.get(user) ?? []), refresh]);
  }
  const runs = [...byUser].flatMap(([whose, own]) =>
    runsOf(own, (next, run) => {
      return next.startedAt - (run.at(-1)?.startedAt ?? 0) < AT_MOST_ONE_IN_MS;
    }).map((run) => ({ run, whose })),
  );
  const [first] = runs;
  if (!first) return null;
  const longest = runs.reduce((one, other) => (other.run.length > one.run.length ? other : one));
  return {
    code: 'refresh-too-often',
    severity: 'warning',
    title: ofUsers(
      said('finding_refresh_too_often', {
        refreshes: longest.run.length,
        withinSeconds: within(longest.run),
      }),
      runs.map(({ whose }) => whose),
      scene,
    ),
    evidence: firstOf(
      runs.map(({ run, whose }) => {
        const [begin] = run;
        const told = evidence(
          'too-often',
          {
            refreshes: run.length,
            withinSeconds: lasted(run),
            at: iso(begin?.startedAt ?? 0),
          },
          begin?.judged.facts.id,
          {
            key: runs.length === 1 ? 'evidence_too_often_only' : 'evidence_too_often',
            values: { withinSeconds: within(run) },
          },
        );
        return runs.length === 1 ? told : { ...told, said: ofUsers(told.said, [whose], scene) };
      }),
    ),
    requests: idsOf(runs.flatMap(({ run }) => run).map(({ judged }) => judged)),
    advice: said('advice_find_second_timer', {
      endpoints: first.run.map(({ judged }) => endpointOf(judged.sending)),
    }),
  };
};
