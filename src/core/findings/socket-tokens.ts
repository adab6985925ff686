import { said, sentences } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import type { SocketConnection } from '../recording/socket-connections.ts';
import { socketKey } from '../recording/sockets.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import { availableAt } from '../verdict/credentials.ts';
import { unlessPast } from './certainty.ts';
import type { Search } from './finding.ts';
import { type Scene, type Use, wasIssuedBefore } from './scene.ts';
import { areDifferent, nameOf, personOf } from './stored-people.ts';
import { firstOf, idsOf } from './wording.ts';

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

/** A socket that its app closes or authenticates anew within this time is on its way. */
const GRACE_MS = 2_000;
/** Refused sooner than this it was not refused for its silence. */
const SILENT_FROM_MS = 5_000;

interface InForce {
  use: Use;
  from: number;
  to: number;
}

/** How long each authentication that was accepted was the one that counted on its socket. */
function stretchesOf(scene: Scene): InForce[] {
  const { analysis, sockets } = scene;
  const connections = new Map(
    analysis.recording.socketConnections().map((one) => [one.socket, one]),
  );
  const found: InForce[] = [];
  const running = new Map<string, InForce>();
  for (const { facts: use, sending, verdict } of sockets) {
    const connection = connections.get(use.socket);
    if (verdict.outcome !== 'accepted' || !connection) continue;
    const before = running.get(use.socket);
    if (before) before.to = Math.min(before.to, use.at);
    const stretch = {
      use: { sending, verdict, at: use.at },
      from: use.at,
      to: openUntil(connection, scene),
    };
    running.set(use.socket, stretch);
    found.push(stretch);
  }
  return found;
}

/** A token that merely lay in storage, or was refused, has taken no other's place. */
function isGenuine(record: CredentialRecord, { uses }: Scene): boolean {
  return (
    record.issuedBy !== null ||
    uses.some(({ sending }) => sending.record === record && sending.letThrough)
  );
}

/** What the socket’s token had become before the socket was done with it. */
function stalenessOf({ use, from, to }: InForce, scene: Scene): Evidence[] {
  const { record, id, host } = use.sending;
  if (!record) return [];
  const { chains, profile } = scene;
  const newer = chains.replacedBy(record);
  const since = newer ? availableAt(newer) : Number.POSITIVE_INFINITY;
  const isReplaced =
    newer !== null &&
    since + GRACE_MS <= to &&
    wasIssuedBefore(record, newer, scene) &&
    isGenuine(newer, scene);
  const { expiresAt } = record;
  const latest = to + (scene.clockAt(to, host)?.lowMs ?? 0);
  const overdue = expiresAt === null ? -1 : latest - expiresAt;
  const person = personOf(record, profile);
  const isMeanwhile = (at: number) => at > from && at + GRACE_MS <= to;
  const logout = chains.signOuts.find(({ at, user }) => isMeanwhile(at) && user === record.user);
  const login = chains.credentials.issuances.find(({ kind, at, access }) => {
    const other = kind === 'login' && access && isMeanwhile(at) ? personOf(access, profile) : null;
    return person !== null && other !== null && areDifferent(person, other);
  });
  const values = { socket: id, token: record.id };
  return [
    ...(isReplaced && newer
      ? [
          evidence('replaced', { ...values, newer: newer.id, at: iso(since) }, newer.issuedBy, {
            key: since <= from ? 'evidence_replaced_before' : 'evidence_replaced',
            values: { ago: (from - since) / 1000 },
          }),
        ]
      : []),
    ...(overdue >= 0
      ? [
          evidence('outlived', { ...values, expiresAt: iso(expiresAt) }, null, {
            values: { overdue: overdue / 1000 },
          }),
        ]
      : []),
    ...(logout
      ? [
          evidence('signed-out', { ...values, at: iso(logout.at) }, logout.request.id, {
            values: { user: (person ? nameOf(person) : record.user) ?? said('someone') },
          }),
        ]
      : []),
    ...(login
      ? [
          evidence(
            'another-user',
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
  return {
    code: 'socket-stale',
    severity: isLeak ? 'error' : 'warning',
    title: said('finding_socket_stale', { count: stale.length }),
    evidence: [
      ...firstOf(signs),
      ...(has('replaced', 'signed-out', 'another-user')
        ? []
        : unlessPast(
            stale.map(({ stretch: { use, to } }) => ({
              expiresAt: use.sending.record?.expiresAt ?? null,
              at: to,
              host: use.sending.host,
            })),
            scene,
          )),
    ],
    requests: idsOf(stale.map(({ stretch }) => stretch.use)),
    advice: sentences(
      has('replaced', 'outlived') ? said('advice_authenticate_again') : null,
      isLeak ? said('advice_close_socket') : null,
    ),
  };
};

interface Silence {
  evidence: Evidence;
  /** the attempt that had no answer, or the request that opened the socket, where it was seen */
  use: Pick<Use, 'sending'> | undefined;
}

function unauthenticated(scene: Scene): Silence[] {
  const { analysis, sockets, profile } = scene;
  const firsts = new Map(
    analysis.sockets.map(({ facts }) => [facts.socket, facts] as const).reverse(),
  );
  return analysis.recording.socketConnections().flatMap((connection): Silence[] => {
    const { socket, url, openedAt, isFromStart, refusal, isReadable } = connection;
    if (!profile.socketEvents.isExpected(URL.canParse(url) ? url : '')) return [];
    const until = openUntil(connection, scene);
    const waited = (firsts.get(socket)?.at ?? until) - openedAt;
    if (refusal && (refusal.ofConnection || refusal.at - openedAt < SILENT_FROM_MS)) return [];
    if (refusal || (isFromStart && isReadable && waited >= AUTHENTICATES_WITHIN_MS)) {
      const message = refusal?.message ?? null;
      const values = { at: iso(openedAt), seconds: waited / 1000, message };
      const silent = (refusal ? refusal.at - openedAt : waited) / 1000;
      const refused =
        message === null ? 'evidence_no_authenticate_refused' : 'evidence_no_authenticate_told';
      const key = refusal ? refused : 'evidence_no_authenticate';
      return [
        {
          evidence: evidence('no-authenticate', values, null, { key, values: { silent } }),
          use: analysis.requests.find(({ facts }) => socketKey(facts.url, facts.id) === socket),
        },
      ];
    }
    const waiting = sockets.find(({ facts: use }) => {
      const answeredAt = use.answer?.at ?? until;
      return use.socket === socket && answeredAt - use.at >= AUTHENTICATES_WITHIN_MS;
    });
    if (!waiting || !isReadable) return [];
    const { sending, facts: use } = waiting;
    // The poll that brought the answer may have begun before the recording.
    if (use.transport === 'polling' && !isFromStart) return [];
    const waitedFor = ((use.answer?.at ?? until) - use.at) / 1000;
    return [
      {
        evidence: evidence('no-answer', { socket: use.id, at: iso(use.at) }, null, {
          values: { waited: waitedFor },
        }),
        use: { sending },
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
  const earlier = scene.sockets.some(({ facts: use }) => use.answer?.accepted);
  const emit = earlier ? 'advice_emit_on_reconnect' : 'advice_emit_on_connect';
  const within = AUTHENTICATES_WITHIN_MS / 1000;
  const hosts = found.flatMap(({ use }) => (use ? [use.sending.host] : []));
  return {
    code: 'socket-unauthenticated',
    severity: 'warning',
    title: said('finding_socket_unauthenticated', { count: found.length }),
    evidence: firstOf(signs),
    requests: idsOf(found.flatMap(({ use }) => use ?? [])),
    advice: isSilent ? said(emit, { within }) : said('advice_verifier_hangs', { hosts }),
  };
};
