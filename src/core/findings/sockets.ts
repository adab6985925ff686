import { type Evidence, evidence } from '../causes/rule.ts';
import { availableAt } from '../chains.ts';
import type { SocketConnection } from '../socket-connections.ts';
import type { Search } from './finding.ts';
import type { Scene, Use } from './scene.ts';
import { areDifferent, nameOf, personOf } from './stored-people.ts';
import { clockTime, count, firstOf, idsOf, iso, listed, span } from './wording.ts';

/** The server waits so many ms for a socket to authenticate, and the app for the answer. */
const AUTHENTICATES_WITHIN_MS = 10_000;

/** ms; until when a socket is known to have been open; a new page takes the old one’s with it. */
function openUntil(connection: SocketConnection, { analysis, loads }: Scene): number {
  const { closedAt, isLive, lastAt } = connection;
  if (closedAt !== null) return closedAt;
  if (!isLive) return lastAt;
  const load = loads.find((at) => at > lastAt);
  return load ?? Math.max(lastAt, analysis.lastAt);
}

interface Stretch {
  use: Use;
  socket: string;
  accepted: boolean;
  from: number;
  to: number;
}

/** How long each authentication was the one that counted on its socket. */
function stretchesOf(scene: Scene): Stretch[] {
  const { analysis, sockets } = scene;
  const connections = new Map(
    analysis.recording.socketConnections().map((one) => [one.socket, one]),
  );
  const found: Stretch[] = [];
  const running = new Map<string, Stretch>();
  for (const { use, sending, verdict } of sockets) {
    const before = running.get(use.socket);
    const accepted = verdict.outcome === 'accepted';
    // What was made good later counts only as far as it was bad from the start.
    if (before && accepted) before.to = before.from;
    const connection = connections.get(use.socket);
    const to = accepted && connection ? openUntil(connection, scene) : use.at;
    const stretch = {
      use: { sending, verdict, at: use.at },
      socket: use.socket,
      accepted,
      from: use.at,
      to,
    };
    if (accepted) running.set(use.socket, stretch);
    found.push(stretch);
  }
  return found;
}

/** What the socket’s token had become before the socket was done with it. */
function stalenessOf(stretch: Stretch, scene: Scene): Evidence[] {
  const { use, from, to, accepted } = stretch;
  const { record, id, host } = use.sending;
  if (!record) return [];
  const { chains, profile } = scene;
  const newer = chains.replacedBy(record);
  const since = newer ? availableAt(newer) : Number.POSITIVE_INFINITY;
  const isReplaced = newer !== null && since <= to && (accepted || since <= from);
  const { expiresAt } = record;
  const overdue = expiresAt === null ? -1 : scene.serverTime(to, host) - expiresAt;
  const person = personOf(record, profile);
  const logout = chains.signOuts.find(
    ({ at, user }) => at > from && at <= to && user === record.user,
  );
  const login = chains.credentials.issuances.find(({ kind, at, access }) => {
    const other =
      kind === 'login' && access && at > from && at <= to ? personOf(access, profile) : null;
    return person !== null && other !== null && areDifferent(person, other);
  });
  const values = { socket: id, token: record.id };
  return [
    ...(isReplaced && newer
      ? [
          evidence(
            'replaced',
            since <= from
              ? `${id} authenticated with ${record.id}, ${span(from - since)} after ${newer.id} had taken its place`
              : `${id} stayed with ${record.id} after ${newer.id} had taken its place at ${clockTime(since)}`,
            { ...values, newer: newer.id, at: iso(since) },
            newer.issuedBy,
          ),
        ]
      : []),
    ...(accepted && overdue >= 0
      ? [
          evidence('outlived', `${id} was open ${span(overdue)} after ${record.id} had expired`, {
            ...values,
            expiresAt: iso(expiresAt),
          }),
        ]
      : []),
    ...(accepted && logout
      ? [
          evidence(
            'signed-out',
            `${id} was still open after ${nameOf(person ?? { email: null, subject: record.user, id: null })} had signed out at ${clockTime(logout.at)}`,
            { ...values, at: iso(logout.at) },
            logout.request.id,
          ),
        ]
      : []),
    ...(accepted && login
      ? [
          evidence(
            'another-user',
            `${id} was still open as ${record.user} when ${login.access?.user} signed in at ${clockTime(login.at)}`,
            {
              ...values,
              user: record.user,
              signedIn: login.access?.user ?? null,
              at: iso(login.at),
            },
            login.request.id,
          ),
        ]
      : []),
  ];
}

/** Authenticated with a token that has since been replaced, has expired or is another user's. */
export const socketStale: Search = (scene) => {
  const stale = stretchesOf(scene)
    .map((stretch) => ({ stretch, signs: stalenessOf(stretch, scene) }))
    .filter(({ signs }) => signs.length > 0);
  if (stale.length === 0) return null;
  const signs = stale.flatMap((one) => one.signs);
  const has = (...ids: string[]) => signs.some(({ id }) => ids.includes(id));
  const isLeak = has('signed-out', 'another-user');
  const isRefused = stale.some(({ stretch }) => stretch.use.verdict.outcome === 'rejected');
  return {
    code: 'socket-stale',
    severity: isLeak || isRefused ? 'error' : 'warning',
    title: `${count(stale.length, 'socket')} ${stale.length === 1 ? 'goes' : 'go'} on with a token that is no longer the session’s`,
    evidence: firstOf(signs),
    requests: idsOf(stale.map(({ stretch }) => stretch.use)),
    advice: [
      has('replaced', 'outlived')
        ? 'The server looks at the token only once, so the socket itself goes on; but its next reconnect sends the old token. Emit authenticate again after every refresh, and read the token at each connect instead of keeping it.'
        : '',
      isLeak
        ? 'Close the socket at sign-out: until then the next user hears what is meant for the one before.'
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  };
};

interface Silence {
  evidence: Evidence;
  /** the attempt that had no answer, where there was one */
  use: Use | null;
}

function unauthenticated(scene: Scene): Silence[] {
  const { analysis, sockets, profile } = scene;
  const uses = new Map<string, typeof sockets>();
  for (const one of analysis.sockets)
    uses.set(one.use.socket, [...(uses.get(one.use.socket) ?? []), one]);
  return analysis.recording.socketConnections().flatMap((connection): Silence[] => {
    const { socket, url, openedAt, isFromStart, refusal, isReadable } = connection;
    if (!profile.socketEvents.isExpected(URL.canParse(url) ? url : '')) return [];
    const until = openUntil(connection, scene);
    const [first] = uses.get(socket) ?? [];
    const waited = (first?.use.at ?? until) - openedAt;
    if (refusal || (isFromStart && isReadable && waited >= AUTHENTICATES_WITHIN_MS)) {
      const told = refusal ? `; the server said “${refusal.message ?? 'no reason'}”` : '';
      const text = `The socket opened at ${clockTime(openedAt)} and sent no authenticate for ${span(refusal ? refusal.at - openedAt : waited)}${told}`;
      const values = {
        at: iso(openedAt),
        seconds: waited / 1000,
        message: refusal?.message ?? null,
      };
      return [{ evidence: evidence('no-authenticate', text, values), use: null }];
    }
    const waiting = sockets.find(({ use }) => {
      const answeredAt = use.answer?.at ?? until;
      return use.socket === socket && answeredAt - use.at >= AUTHENTICATES_WITHIN_MS;
    });
    if (!waiting || !isReadable) return [];
    const { sending, verdict, use } = waiting;
    const text = `${use.id} authenticated at ${clockTime(use.at)} and had no answer for ${span((use.answer?.at ?? until) - use.at)}`;
    return [
      {
        evidence: evidence('no-answer', text, { socket: use.id, at: iso(use.at) }),
        use: { sending, verdict, at: use.at },
      },
    ];
  });
}

/** Open for 10 s without an authentication, or without an answer to it. */
export const socketUnauthenticated: Search = (scene) => {
  const found = unauthenticated(scene);
  if (found.length === 0) return null;
  const signs = found.map((one) => one.evidence);
  const isSilent = signs.some(({ id }) => id === 'no-authenticate');
  const earlier = scene.sockets.some(({ use }) => use.answer?.accepted);
  return {
    code: 'socket-unauthenticated',
    severity: 'warning',
    title: `${count(found.length, 'socket')} ${found.length === 1 ? 'was' : 'were'} not authenticated within ${span(AUTHENTICATES_WITHIN_MS)}`,
    evidence: firstOf(signs),
    requests: idsOf(found.flatMap(({ use }) => use ?? [])),
    advice: isSilent
      ? `Emit authenticate in the socket’s connect event${earlier ? ': after a reconnect it is a new socket to the server, and “reconnect” is an event of the manager that the socket itself never gets' : ''}; the server ends a socket that stays silent for ${span(AUTHENTICATES_WITHIN_MS)}.`
      : `The server did not answer authenticate: look whether its check of tokens hangs (${listed(found.flatMap(({ use }) => (use ? [use.sending.host] : [])))}).`,
  };
};
