import { said } from '../language/language.ts';
import type { Cause } from '../language/stable-words.ts';
import { iso } from '../language/time-value.ts';
import { ABOUT_CAUSES, liesInTime } from '../verdict/causes/about-causes.ts';
import { evidence } from '../verdict/causes/rule.ts';
import type { CredentialRecord, Issuance } from '../verdict/credentials.ts';
import { unlessPast } from './certainty.ts';
import type { Search } from './finding.ts';
import type { OwnRefresh, Scene, Use } from './scene.ts';
import { endpointOf, firstOf, idsOf } from './wording.ts';

/** A token that is used within this time of its issue is used at once. */
const AT_ONCE_MS = 10_000;
/** Its time, or whose it is, explains the refusal of a new token, so that another may help. */
function isExplained(cause: Cause): boolean {
  return liesInTime(cause) || ABOUT_CAUSES[cause].about === 'session';
}

interface RefusedAtOnce {
  record: CredentialRecord;
  issuance: Issuance;
  use: Use;
}

/** New tokens whose first use was refused at once, and which were not accepted later either. */
function refusedAtOnce({ uses, chains }: Scene): RefusedAtOnce[] {
  const first = new Map<CredentialRecord, Use>();
  const accepted = new Set<CredentialRecord>();
  for (const use of uses) {
    const { record, guarded } = use.sending;
    if (!record || !guarded) continue;
    if (use.verdict.outcome === 'accepted') accepted.add(record);
    if (!first.has(record)) first.set(record, use);
  }
  return chains.credentials.issuances.flatMap((issuance): RefusedAtOnce[] => {
    const { access: record, at, request } = issuance;
    const use = record && first.get(record);
    if (!record || !use || record.issuedBy !== request.id || accepted.has(record)) return [];
    const { refusal } = use.verdict;
    // The app has the answer before the browser calls it ended.
    const isAtOnce = use.at >= (request.startedAt ?? at) && use.at - at <= AT_ONCE_MS;
    // What a cache had kept is about the token of before.
    const isSeen = refusal !== null && !use.sending.isKept;
    return isAtOnce && isSeen && !isExplained(refusal.cause) ? [{ record, issuance, use }] : [];
  });
}

/** A token just issued is refused at once: a refresh brings only the next that is refused. */
export const freshTokenRefused: Search = (scene) => {
  const refused = refusedAtOnce(scene);
  const [first] = refused;
  if (!first) return null;
  return {
    code: 'fresh-token-refused',
    severity: 'error',
    title: said('finding_fresh_token_refused', { count: refused.length }),
    evidence: firstOf(
      refused.map(({ record, issuance, use }) =>
        evidence(
          'refused-at-once',
          {
            token: record.id,
            at: iso(issuance.at),
            later: Math.max(0, use.at - issuance.at) / 1000,
          },
          use.sending.request,
        ),
      ),
    ),
    requests: idsOf(refused.map(({ use }) => use)),
    advice: said('advice_stop_refreshing', { endpoint: endpointOf(first.use.sending) }),
  };
};

interface Overdue {
  refresh: OwnRefresh;
  brought: CredentialRecord;
  /** ms */
  overdue: number;
}

/** Where nothing tells the server's time, a token must at least not outlive the one it replaces. */
function isExpiredFor(refresh: OwnRefresh, brought: CredentialRecord, scene: Scene): boolean {
  const { expiresAt } = brought;
  if (expiresAt === null) return false;
  const { doneAt, from, judged } = refresh;
  const clock = scene.clockAt(doneAt, judged.sending.host);
  if (clock) return expiresAt <= doneAt + clock.lowMs;
  const before = from?.expiresAt ?? null;
  return expiresAt <= doneAt && before !== null && expiresAt <= before;
}

/** The answer of a refresh held a token that had expired. */
export const refreshBroughtExpiredToken: Search = (scene) => {
  const found = scene.refreshes.flatMap((refresh): Overdue[] => {
    const { to: brought, doneAt, judged } = refresh;
    if (!brought || !isExpiredFor(refresh, brought, scene)) return [];
    const now = scene.serverTime(doneAt, judged.sending.host);
    return [{ refresh, brought, overdue: now - (brought.expiresAt ?? now) }];
  });
  const [first] = found;
  if (!first) return null;
  const endpoint = endpointOf(first.refresh.judged.sending);
  return {
    code: 'refresh-brought-expired-token',
    severity: 'error',
    title: said('finding_refresh_brought_expired_token', { count: found.length }),
    evidence: [
      ...firstOf(
        found.map(({ refresh, brought, overdue }) =>
          evidence(
            'expired-on-arrival',
            { token: brought.id, at: iso(refresh.doneAt), overdue: overdue / 1000 },
            refresh.judged.facts.id,
          ),
        ),
      ),
      ...unlessPast(
        found.map(({ refresh: { doneAt: at, judged }, brought: { expiresAt } }) => {
          return { expiresAt, at, host: judged.sending.host };
        }),
        scene,
      ),
    ],
    requests: found.map(({ refresh }) => refresh.judged.facts.id),
    advice: said('advice_look_at_new_exp', { endpoint }),
  };
};
