import { evidence } from '../causes/rule.ts';
import { readersOf, storedPlaceholders } from '../stored-values.ts';
import type { Search, Severity } from './finding.ts';
import type { Scene, StoredState } from './scene.ts';
import { clockTime, count, firstOf, idsOf, iso, listed, span } from './wording.ts';

/** An issue time kept by hand may differ from the token's own by so many ms, and no more. */
const DRIFT_ABOVE_MS = 60_000;

interface Place {
  place: string;
  state: StoredState;
  /** the build in use reads it */
  isRead: boolean;
}

/** The first of each place. */
function firstOfEach<T extends Place>(places: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const one of places) if (!found.has(one.place)) found.set(one.place, one);
  return [...found.values()];
}

function isRead({ profile }: Scene, place: string, { reading }: StoredState): boolean {
  return readersOf(profile.storage, place).includes(reading.build);
}

function severityOf(places: readonly Place[], wasSent: boolean): Severity {
  if (wasSent) return 'error';
  return places.some((one) => one.isRead) ? 'warning' : 'info';
}

/** A token written as JSON: who reads it raw sends the quotation marks with it. */
export const quotedInStorage: Search = (scene) => {
  const places = firstOfEach(
    scene.storage.flatMap((state) =>
      state.reading.all.flatMap(({ place, quoted }) =>
        quoted ? [{ place, state, isRead: isRead(scene, place, state) }] : [],
      ),
    ),
  );
  const [first] = places;
  if (!first) return null;
  const sent = scene.uses.filter(
    ({ sending: { credential } }) => credential.kind === 'token' && credential.quoted,
  );
  const names = listed(places.map(({ place }) => place));
  return {
    code: 'quoted-in-storage',
    severity: severityOf(places, sent.length > 0),
    title: `${names} ${places.length === 1 ? 'holds' : 'hold'} the token in quotation marks`,
    evidence: firstOf(
      places.map(({ place, state }) =>
        evidence('quoted', `At ${clockTime(state.seen.at)} ${place} began with a quotation mark`, {
          place,
          at: iso(state.seen.at),
        }),
      ),
    ),
    requests: idsOf(sent),
    advice:
      sent.length > 0
        ? `Whoever wrote ${names} used JSON.stringify, and a reader takes it raw: ${count(sent.length, 'request')} went out as Bearer "eyJ…". Write the bare token, or parse it before use.`
        : `Whoever wrote ${names} used JSON.stringify: a reader that takes it raw would send Bearer "eyJ…". Write the bare token.`,
  };
};

/** `undefined` or `null` as a word where a token should be. */
export const placeholderInStorage: Search = (scene) => {
  const places = firstOfEach(
    scene.storage.flatMap((state) =>
      storedPlaceholders(scene.profile.storage, state.seen).map(({ place, word }) => {
        return { place, word, state, isRead: isRead(scene, place, state) };
      }),
    ),
  );
  const [first] = places;
  if (!first) return null;
  const sent = scene.uses.filter(({ sending }) => sending.credential.kind === 'placeholder');
  const names = listed(places.map(({ place }) => place));
  return {
    code: 'placeholder-in-storage',
    severity: severityOf(places, sent.length > 0),
    title: `The word “${first.word}” lies where a token should be`,
    evidence: firstOf(
      places.map(({ place, word, state }) =>
        evidence('placeholder', `At ${clockTime(state.seen.at)} ${place} held “${word}”`, {
          ...{ place, word, at: iso(state.seen.at) },
        }),
      ),
    ),
    requests: idsOf(sent),
    advice: `Sign in again. In the app somebody stored a token that was not there in ${names} at ${clockTime(first.state.seen.at)}, as when the profile is fetched while the stored user data is missing: remove the key instead of writing ${first.word}.`,
  };
};

/** A cookie whose token has expired, or which remained when the other keys were cleared. */
export const cookieOutlivesToken: Search = (scene) => {
  const { byToken } = scene.chains.credentials;
  const signedIn = new Set<string>();
  const places = firstOfEach(
    scene.storage.flatMap((state) => {
      if (!state.isSettled) return [];
      const { reading, seen } = state;
      const hadTokens = signedIn.has(seen.origin);
      if (reading.active) signedIn.add(seen.origin);
      return reading.all.flatMap(({ place, token }) => {
        if (!place.startsWith('cookie.')) return [];
        const expiresAt = byToken.get(token)?.expiresAt ?? null;
        const since = expiresAt === null ? null : scene.serverTime(seen.at) - expiresAt;
        const isExpired = since !== null && since >= 0;
        const isAlone = reading.build === 'signed-out' && hadTokens;
        if (!isExpired && !isAlone) return [];
        const read = isAlone || isRead(scene, place, state);
        return [{ place, state, isRead: read, since: isExpired ? since : null, expiresAt }];
      });
    }),
  );
  const [first] = places;
  if (!first) return null;
  return {
    code: 'cookie-outlives-token',
    severity: severityOf(places, false),
    title: `${listed(places.map(({ place }) => place))} lives on although its token does not`,
    evidence: firstOf(
      places.map(({ place, state, since, expiresAt }) => {
        const at = clockTime(state.seen.at);
        const text =
          since === null
            ? `At ${at} ${place} was still there after the token keys had been cleared`
            : `At ${at} ${place} was still there, ${span(since)} after its token had expired`;
        return evidence('cookie', text, {
          place,
          at: iso(state.seen.at),
          expiresAt: iso(expiresAt),
        });
      }),
    ),
    requests: [],
    advice: `The pages take any ${first.place} for a session, so they let an expired one in and send it back and forth between sign-in and dashboard. Give the cookie the token’s own lifetime, and clear it wherever the tokens are cleared.`,
  };
};

/** The issue time that a build keeps by hand, beside the one in the token. */
export const issuedAtDrift: Search = (scene) => {
  const { issuedAtKey, written } = scene.profile.storage;
  const { byToken } = scene.chains.credentials;
  const drifts = scene.storage.flatMap((state) => {
    const { reading, seen, isSettled } = state;
    const kept = Number.parseFloat(seen.entries[issuedAtKey] ?? '');
    const record = byToken.get(reading.active?.token ?? '');
    if (!isSettled || !written[reading.build].includes(issuedAtKey) || !record) return [];
    if (record.issuedAt === null || !Number.isFinite(kept)) return [];
    const drift = kept * 1000 - record.issuedAt;
    return Math.abs(drift) > DRIFT_ABOVE_MS ? [{ state, record, drift, kept }] : [];
  });
  const [first] = drifts;
  if (!first) return null;
  const { record, drift, kept, state } = first;
  const isLater = drift > 0;
  return {
    code: 'issued-at-drift',
    severity: 'warning',
    title: `localStorage.${issuedAtKey} is ${span(drift)} ${isLater ? 'later' : 'earlier'} than the token’s own iat`,
    evidence: [
      evidence(
        'issued-at',
        `At ${clockTime(state.seen.at)} it stood ${span(drift)} ${isLater ? 'after' : 'before'} the iat of ${record.id}`,
        {
          ...{ key: issuedAtKey, token: record.id, driftSeconds: drift / 1000 },
          ...{ kept: iso(kept * 1000), issuedAt: iso(record.issuedAt), at: iso(state.seen.at) },
        },
      ),
    ],
    requests: [],
    advice: `The app reckons expiry from localStorage.${issuedAtKey}, which is this computer’s time at the writing: ${isLater ? 'it takes the token for younger than it is and refreshes too late' : 'it takes the token for older than it is and refreshes too early'}. Go by exp of the token in ${state.reading.active?.place}; a wrong clock, or key and token from two writes, are the usual reasons.`,
  };
};
