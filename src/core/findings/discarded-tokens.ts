import { said } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import type { Search } from './finding.ts';
import type { Scene } from './scene.ts';
import { endpointOf, firstOf, ofUsers } from './wording.ts';

/** So often in a row is no double click and no change of mind. */
const OVER_AND_OVER = 3;
/** Who has to sign in again for it needs some time; what a second timer does comes more slowly. */
const FOLLOWS_WITHIN_MS = { signOut: 60_000, renewal: 10_000 };
/** base64url writes these where base64, which `atob` reads, has `+` and `/` (RFC 4648 section 5) */
const NOT_BASE64 = /[-_]/;

/** One time the app gave up a token that was good as far as anyone could see. */
interface Discard {
  request: string;
  endpoint: string;
  record: CredentialRecord;
  /** ms */
  at: number;
  /** null where it does not expire */
  secondsLeft: number | null;
}

/** An app that renews because of a refusal has begun by then (ms). */
const ANSWERS_WITHIN_MS = 10_000;

/** Takes the refusal that a renewal answers, each for one of them; false where there is none left. */
function refusalTaker({ uses }: Scene): (atMs: number) => boolean {
  const left = uses.flatMap(({ sending }) =>
    sending.judged.outcome === 'rejected' && sending.route !== 'refresh'
      ? (sending.answeredAt ?? [])
      : [],
  );
  return (atMs) => {
    const index = left.findIndex((at) => at <= atMs && atMs - at <= ANSWERS_WITHIN_MS);
    if (index < 0) return false;
    left.splice(index, 1);
    return true;
  };
}

/** Whether a token was refused at or before an instant (ms), but by the sign-outs themselves. */
function refusalReader({ analysis }: Scene): (record: CredentialRecord, atMs: number) => boolean {
  const first = new Map<CredentialRecord, number>();
  for (const { sending } of [...analysis.requests, ...analysis.sockets]) {
    const { record, judged, sentAt, route } = sending;
    if (!record || route === 'logout' || judged.outcome !== 'rejected' || sentAt === null) continue;
    first.set(record, Math.min(first.get(record) ?? Number.POSITIVE_INFINITY, sentAt));
  }
  return (record, atMs) => (first.get(record) ?? Number.POSITIVE_INFINITY) <= atMs;
}

function signOuts(scene: Scene): Discard[] {
  const wasRefused = refusalReader(scene);
  const leftAt = new Map<CredentialRecord, number>();
  return scene.requests.flatMap(({ facts: request, sending, verdict }): Discard[] => {
    const { record, sentAt, route } = sending;
    if (route !== 'logout' || !record || sentAt === null) return [];
    // Once it is signed out, a token may be refused.
    const since = leftAt.get(record) ?? sentAt;
    leftAt.set(record, since);
    if (wasRefused(record, since)) return [];
    const endpoint = endpointOf(sending);
    const { secondsLeft, validity } = verdict;
    if (secondsLeft === null && validity !== 'valid') return [];
    return [{ request: request.id, endpoint, record, at: sentAt, secondsLeft }];
  });
}

function renewals(scene: Scene): Discard[] {
  const wasRefused = refusalReader(scene);
  const answersRefusal = refusalTaker(scene);
  const doneAt = new Map<string | undefined, number>();
  return scene.refreshes.flatMap((refresh): Discard[] => {
    const { from, startedAt, judged, result, isProvoked } = refresh;
    const isAnswer = answersRefusal(startedAt);
    // Those that overlap are one decision made twice.
    const session = from ? sessionOf(from, scene) : undefined;
    const before = doneAt.get(session) ?? Number.NEGATIVE_INFINITY;
    const isSame = startedAt < before;
    doneAt.set(session, Math.max(before, refresh.doneAt));
    if (
      isSame ||
      isAnswer ||
      isProvoked ||
      !from ||
      from.expiresAt === null ||
      result !== 'succeeded'
    )
      return [];
    if (wasRefused(from, startedAt)) return [];
    const { id, host } = judged.sending;
    // An app that goes by this computer's clock is not to blame for what that shows.
    const now = Math.max(startedAt, scene.serverTime(startedAt, host));
    const secondsLeft = (from.expiresAt - now) / 1000;
    const endpoint = endpointOf(judged.sending);
    return [{ request: id, endpoint, record: from, at: startedAt, secondsLeft }];
  });
}

/** What tells one session from another: its user, or its chain where the tokens name nobody. */
function sessionOf(record: CredentialRecord, { chains }: Scene): string | undefined {
  return record.user ?? chains.chainOf(record)[0]?.id;
}

/** The longest row of those of one session that follow one another and gave up a token with time left. */
function longestRow(
  discards: readonly Discard[],
  followsWithinMs: number,
  scene: Scene,
): Discard[] {
  const { expiringSeconds } = scene.profile;
  let longest: Discard[] = [];
  const rows = new Map<string | undefined, Discard[]>();
  for (const discard of discards) {
    if (discard.secondsLeft !== null && discard.secondsLeft <= expiringSeconds) continue;
    const session = sessionOf(discard.record, scene);
    const before = rows.get(session) ?? [];
    const last = before.at(-1);
    const row = last && discard.at - last.at <= followsWithinMs ? [...before, discard] : [discard];
    rows.set(session, row);
    if (row.length > longest.length) longest = row;
  }
  return longest.length >= OVER_AND_OVER ? longest : [];
}

function unreadable(row: readonly Discard[]): Evidence | null {
  const token = row.find(({ record }) => NOT_BASE64.test(record.token.split('.')[1] ?? ''))?.record;
  return token ? evidence('payload-base64url', { token: token.id }) : null;
}

/** The app signs out, or refreshes, over and over though its token is good. */
export const validTokenDiscarded: Search = (scene) => {
  const left = longestRow(signOuts(scene), FOLLOWS_WITHIN_MS.signOut, scene);
  const row =
    left.length > 0 ? left : longestRow(renewals(scene), FOLLOWS_WITHIN_MS.renewal, scene);
  const [first] = row;
  if (!first) return null;
  const sign = unreadable(row);
  const times = row.length;
  return {
    code: 'valid-token-discarded',
    severity: 'error',
    title: ofUsers(
      left.length > 0
        ? said('finding_valid_token_discarded', { times })
        : said('finding_valid_token_discarded_renewed', { times }),
      [first.record.user],
      scene,
    ),
    evidence: [
      ...firstOf(
        row.map(({ request, endpoint, record, at, secondsLeft }) =>
          evidence('discarded', { token: record.id, at: iso(at), secondsLeft }, request, {
            key: secondsLeft === null ? 'evidence_discarded_endless' : 'evidence_discarded',
            values: { endpoint },
          }),
        ),
      ),
      ...(sign ? [sign] : []),
    ],
    requests: row.map(({ request }) => request),
    advice: sign ? said('advice_decode_base64url') : said('advice_read_exp_right'),
  };
};
