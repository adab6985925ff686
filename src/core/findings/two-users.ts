import { said, sentences, type WordKey } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { storedUsers } from '../service/stored-values.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import type { Sending } from '../verdict/sending.ts';
import type { Search } from './finding.ts';
import { latestAt, type Scene, type StoredState, type Use } from './scene.ts';
import { areDifferent, nameOf, type Person, personOf, storedPerson } from './stored-people.ts';
import { endpointOf, firstOf, idsOf } from './wording.ts';

interface Stranger {
  place: string;
  person: Person;
  kind: 'token' | 'details';
  state: StoredState;
  active: Person;
}

/** Places whose token or details are of another person than the token in use. */
function strangersIn(scene: Scene, state: StoredState): Stranger[] {
  const { profile, chains } = scene;
  const { reading, seen } = state;
  const rules = profile.storage;
  const personOfToken = (token: string) => {
    const record = chains.credentials.byToken.get(token);
    return record && chains.knows(record) ? { record, person: personOf(record, profile) } : null;
  };
  const active = reading.active && personOfToken(reading.active.token)?.person;
  if (!active) return [];
  const tokens = reading.all.flatMap(({ place, token, role }): Stranger[] => {
    const found = role === 'access' ? personOfToken(token) : null;
    const readers = rules.readersOf(place);
    if (!found?.person || readers.length === 0) return [];
    const { expiresAt } = found.record;
    const hasExpired = expiresAt !== null && scene.serverTime(seen.at) >= expiresAt;
    // What an older build left behind and has expired is sent by nobody.
    if (!readers.includes(reading.build) && hasExpired) return [];
    return [{ place, person: found.person, kind: 'token', state, active }];
  });
  const details = storedUsers(rules, seen)
    .filter(({ place }) => rules.readersOf(place).includes(reading.build))
    .map((user): Stranger => {
      return { place: user.place, person: storedPerson(user), kind: 'details', state, active };
    });
  return [...tokens, ...details].filter(({ person }) => areDifferent(person, active));
}

function readStrangers(scene: Scene): Stranger[] {
  const found = new Map<string, Stranger>();
  for (const state of scene.storage) {
    if (!state.isSettled) continue;
    for (const stranger of strangersIn(scene, state)) {
      const key = `${stranger.place} ${nameOf(stranger.person)} ${nameOf(stranger.active)}`;
      if (!found.has(key)) found.set(key, stranger);
    }
  }
  return [...found.values()];
}

interface Presence {
  at: number;
  person: Person;
}

/**
 * Who was signed in from when on, by logins and by the token that storage holds. Where this
 * computer's clock was set back, what it dated is in no order, and logins alone are by the server's.
 */
function readPresence({ chains, storage, profile, requests, wasSetBack }: Scene): Presence[] {
  const { byToken, issuances } = chains.credentials;
  const sendings = new Map(requests.map(({ sending }) => [sending.request, sending]));
  const logins = issuances.flatMap(({ kind, at, access, request }): Presence[] => {
    const person = kind === 'login' && access ? personOf(access, profile) : null;
    const aheadMs = wasSetBack ? offsetOf(sendings.get(request.id)) : 0;
    return person ? [{ at: at + aheadMs, person }] : [];
  });
  if (wasSetBack) return logins.sort((a, b) => a.at - b.at);
  const stored = storage.flatMap(({ seen, reading }): Presence[] => {
    const record = byToken.get(reading.active?.token ?? '');
    const person = record && chains.knows(record) ? personOf(record, profile) : null;
    return person ? [{ at: seen.at, person }] : [];
  });
  return [...logins, ...stored].sort((a, b) => a.at - b.at);
}

/** ms; how far the clock of the server was ahead of this computer's by then */
function offsetOf(sending: Sending | undefined): number {
  return sending?.judged.clock?.offsetMs ?? 0;
}

interface Mixed {
  id: 'sent-as-another' | 'answered-to-another';
  use: Use;
  sender: Person;
  signedIn: Person;
}

/** Uses of one person's token while, or answered after, another had signed in. */
function readMixed(scene: Scene): Mixed[] {
  const presence = readPresence(scene);
  if (presence.length === 0) return [];
  const at = (ms: number) => latestAt(presence, ms, (one) => one.at)?.person ?? null;
  const senders = new Map(
    scene.chains.credentials.all.map((record) => {
      return [record, scene.chains.knows(record) ? personOf(record, scene.profile) : null] as const;
    }),
  );
  return scene.uses.flatMap((use): Mixed[] => {
    const { record, guarded, answeredAt } = use.sending;
    const sender = record !== null && guarded ? senders.get(record) : null;
    if (!sender || use.sending.route === 'logout' || !Number.isFinite(use.at)) return [];
    const aheadMs = scene.wasSetBack ? offsetOf(use.sending) : 0;
    const before = at(use.at + aheadMs);
    if (before && areDifferent(sender, before))
      return [{ id: 'sent-as-another', use, sender, signedIn: before }];
    const after = answeredAt === null ? null : at(answeredAt + aheadMs);
    if (!before || !after || !areDifferent(sender, after)) return [];
    return [{ id: 'answered-to-another', use, sender, signedIn: after }];
  });
}

interface Foreign {
  use: Use;
  email: string;
  sender: Person;
  fromCache: boolean;
}

/** Profiles of somebody else than the one who asked, as from a cache that knows only URLs. */
function readForeignProfiles({ requests, profile }: Scene): Foreign[] {
  return requests.flatMap(({ facts: request, sending, verdict }): Foreign[] => {
    const { route, body, startedAt, fromCache, fromWorker } = request;
    const email = body.kind === 'text' ? profile.profileEmail(route, body.text) : null;
    if (email === null) return [];
    const sender = sending.record ? personOf(sending.record, profile) : null;
    if (!sender) return [];
    const answered = { email: email.toLowerCase(), subject: null, id: null };
    if (!areDifferent(sender, answered)) return [];
    const use = { sending, verdict, at: startedAt ?? Number.POSITIVE_INFINITY };
    return [{ use, email, sender, fromCache: fromCache || fromWorker !== 'nothing' }];
  });
}

function strangerEvidence({ place, person, kind, state, active }: Stranger): Evidence {
  return evidence(
    kind === 'token' ? 'token-of-another' : 'details-of-another',
    { place, user: nameOf(person), active: nameOf(active), at: iso(state.seen.at) },
    null,
    { values: { read: state.reading.active?.place ?? null } },
  );
}

function mixedEvidence({ id, use, sender, signedIn }: Mixed): Evidence {
  const values = { user: nameOf(sender), signedIn: nameOf(signedIn), at: iso(use.at) };
  return evidence(id, values, use.sending.request, {
    values: { endpoint: endpointOf(use.sending) },
  });
}

function foreignEvidence({ use, email, sender, fromCache }: Foreign): Evidence {
  const values = { user: nameOf(sender), profile: email };
  return evidence('profile-of-another', values, use.sending.request, {
    key: fromCache ? 'evidence_profile_of_another_cached' : 'evidence_profile_of_another',
    values: { endpoint: endpointOf(use.sending) },
  });
}

/** Two people's tokens, details or answers in one browser at one time. */
export const twoUsers: Search = (scene) => {
  const strangers = readStrangers(scene);
  const mixed = readMixed(scene);
  const foreign = readForeignProfiles(scene);
  if (strangers.length + mixed.length + foreign.length === 0) return null;
  const uses = [...mixed, ...foreign].map(({ use }) => use).sort((a, b) => a.at - b.at);
  const people = [
    ...strangers.flatMap(({ person, active }) => [nameOf(active), nameOf(person)]),
    ...mixed.flatMap(({ sender, signedIn }) => [nameOf(signedIn), nameOf(sender)]),
    ...foreign.flatMap(({ sender, email }) => [nameOf(sender), email]),
  ];
  const places = strangers.map(({ place }) => place);
  const late = mixed.filter(({ id }) => id === 'answered-to-another');
  const sent = mixed.filter(({ id }) => id === 'sent-as-another');
  const saidOf = (key: WordKey, of: readonly { use: Use }[]) =>
    of.length === 0 ? null : said(key, { endpoints: of.map(({ use }) => endpointOf(use.sending)) });
  return {
    code: 'two-users',
    severity: 'error',
    title: said('finding_two_users', { users: people.filter((name) => name !== null).sort() }),
    evidence: [
      ...firstOf(strangers.map(strangerEvidence)),
      ...firstOf(mixed.map(mixedEvidence)),
      ...firstOf(foreign.map(foreignEvidence)),
    ],
    requests: idsOf(uses),
    advice: sentences(
      places.length === 0 ? null : said('advice_clear_at_sign_out', { places }),
      saidOf('advice_read_token_for_every_call', sent),
      saidOf('advice_abort_at_sign_out', late),
      saidOf('advice_key_caches_by_user', foreign),
    ),
  };
};
