import { type Said, said, sentences } from '../language/language.ts';
import { type CallFrame, scriptUrl, senderSaid } from '../recording/initiator.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import type { Sending } from '../verdict/sending.ts';
import type { Scene, StoredState, Use } from './scene.ts';

/** More than so many would be read by nobody; `requests` has them all. */
const MAX_EVIDENCE = 8;

/** What differs from one request to the next, as an id does, is left out; a version stays. */
export function withoutIds(path: string): string {
  return path.replace(/\/(?!v\d+(?:\/|$))[^/]*\d[^/]*(?=\/|$)/g, '/…');
}

/** `GET /api/assessment/status/…` */
export function endpointOf({ method, path, route, request }: Sending): string {
  if (request === null && route === 'socket') return `socket.io ${method}`;
  return `${method} ${withoutIds(path)}`;
}

/** The first of many, and how many more there are. */
export function firstOf(all: Evidence[]): Evidence[] {
  if (all.length <= MAX_EVIDENCE) return all;
  const first = all.slice(0, MAX_EVIDENCE - 1);
  return [...first, evidence('more', { more: all.length - first.length })];
}

/**
 * What is to be done about these tokens. For one that lasts less than the app should have left when it
 * refreshes, that threshold is no help.
 */
export function byLifetime(
  advice: Said | null,
  records: Iterable<CredentialRecord>,
  expiringSeconds: number,
): (Said | null)[] {
  const all = [...records];
  const short = all.flatMap(({ id, issuedAt, expiresAt }) => {
    const lifetime = ((expiresAt ?? 0) - (issuedAt ?? 0)) / 1000;
    const isShort = issuedAt !== null && lifetime > 0 && lifetime <= expiringSeconds;
    return isShort ? [said('advice_short_lived', { token: id, lifetime })] : [];
  });
  const isNoHelp = short.length === all.length && advice?.values.expiringSeconds !== undefined;
  return [isNoHelp ? null : advice, short[0] ?? null];
}

/** What is to be done about expired uses; where the clocks made them so, that is what comes first. */
export function adviceOn(uses: readonly Use[], ...advice: (Said | null)[]): Said {
  const refusals = uses.flatMap(({ verdict }) => verdict.refusal ?? []);
  const skewed = refusals.filter(({ cause }) => cause === 'clock-skew');
  if (skewed.length === 0) return sentences(...advice);
  const clock = said('detail_next_clock_skew');
  const isAll = skewed.length === refusals.length;
  const isProbable = skewed.every(({ certainty }) => certainty !== 'possible');
  return isAll && isProbable ? clock : sentences(clock, ...advice);
}

/** A text about the doings of one user, or of several, with whose they are where there is more than one. */
export function ofUsers(what: Said, whose: readonly (string | null)[], { chains }: Scene): Said {
  const users = new Set(chains.credentials.all.flatMap((record) => record.user ?? []));
  const named = whose.flatMap((one) => one ?? []);
  return named.length > 0 && users.size > 1 ? said('of_user', { what, user: named }) : what;
}

/** What storage held when it was last seen so, with whether it still did when last read. */
export function stillOrNoLonger(told: Evidence, { isLast }: StoredState): Evidence {
  return { ...told, said: said(isLast ? 'still_so' : 'no_longer', { what: told.said }) };
}

/** What is so of some of these, or no longer of any. */
export function orNoLonger(what: Said, all: readonly { state: StoredState }[]): Said {
  return all.some(({ state }) => state.isLast) ? what : said('no_longer', { what });
}

/** Which code sent most of them; nothing where the browser recorded none of it. */
export function senderEvidence(uses: readonly Use[]): Evidence[] {
  const byPlace = new Map<string, { frame: CallFrame; sent: Use[] }>();
  for (const use of uses) {
    const { sender } = use.sending;
    if (!sender) continue;
    const place = `${sender.functionName} ${sender.url}:${sender.line}`;
    const known = byPlace.get(place);
    if (known) known.sent.push(use);
    else byPlace.set(place, { frame: sender, sent: [use] });
  }
  const [most] = [...byPlace.values()].sort((a, b) => b.sent.length - a.sent.length);
  if (!most) return [];
  const { frame, sent } = most;
  const { functionName, line } = frame;
  const isAll = sent.length === uses.length;
  const keyOfAll = sent.length === 1 ? 'evidence_sender_only' : 'evidence_sender_all';
  return [
    evidence(
      'sender',
      {
        function: functionName,
        script: scriptUrl(frame),
        line,
        sent: sent.length,
        times: uses.length,
      },
      sent[0]?.sending.request,
      {
        key: isAll ? keyOfAll : 'evidence_sender',
        values: { count: sent.length, sender: senderSaid(frame) },
      },
    ),
  ];
}

/** Each once, in the order given. */
export function idsOf(uses: Iterable<Pick<Use, 'sending'>>): string[] {
  return [...new Set([...uses].map(({ sending }) => sending.id))];
}

/** Endpoints with how often each was used, the most used first; that of all needs no number. */
export function endpointEvidence(uses: readonly Pick<Use, 'sending'>[]): Evidence[] {
  const byEndpoint = new Map<string, Pick<Use, 'sending'>[]>();
  for (const use of uses) {
    const name = endpointOf(use.sending);
    const known = byEndpoint.get(name);
    if (known) known.push(use);
    else byEndpoint.set(name, [use]);
  }
  return [...byEndpoint]
    .sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1))
    .map(([endpoint, [first, ...others]]) => {
      const times = others.length + 1;
      const isOnly = times === uses.length;
      const as = {
        key: isOnly ? 'evidence_endpoint_only' : 'evidence_endpoint',
        values: { count: times },
      } as const;
      return evidence('endpoint', { endpoint, times }, first?.sending.request, as);
    });
}
