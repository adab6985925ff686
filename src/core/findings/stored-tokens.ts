import { said } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { storedPlaceholders } from '../service/stored-values.ts';
import { evidence } from '../verdict/causes/rule.ts';
import { unlessPast } from './certainty.ts';
import type { Search, Severity } from './finding.ts';
import type { Scene, StoredState } from './scene.ts';
import { firstOf, idsOf, orNoLonger, stillOrNoLonger } from './wording.ts';

/** An issue time kept by hand may differ from the token's own by so many ms, and no more. */
const DRIFT_ABOVE_MS = 60_000;

interface FoundPlace {
  place: string;
  state: StoredState;
  /** the build in use reads it */
  isRead: boolean;
}

/** The last of each place. */
function lastOfEach<T extends FoundPlace>(places: readonly T[]): T[] {
  return [...new Map(places.map((one) => [one.place, one])).values()];
}

function isRead({ profile }: Scene, place: string, { reading }: StoredState): boolean {
  return profile.storage.readersOf(place).includes(reading.build);
}

function severityOf(places: readonly FoundPlace[], wasSent: boolean): Severity {
  if (wasSent) return 'error';
  return places.some((one) => one.isRead) ? 'warning' : 'info';
}

/** Whether the app sent a token as it should be. */
function wasSentBare({ uses }: Scene, token: string): boolean {
  return uses.some(
    ({ sending: { credential } }) =>
      credential.kind === 'token' && credential.token === token && !credential.quoted,
  );
}

/** A token written as JSON: who reads it raw sends the quotation marks with it. */
export const quotedInStorage: Search = (scene) => {
  const places = lastOfEach(
    scene.storage.flatMap((state) =>
      state.reading.all.flatMap(({ place, token, quoted }) =>
        quoted ? [{ place, token, state, isRead: isRead(scene, place, state) }] : [],
      ),
    ),
  );
  const [first] = places;
  if (!first) return null;
  const sent = scene.uses.filter(
    ({ sending: { credential } }) => credential.kind === 'token' && credential.quoted,
  );
  const names = places.map(({ place }) => place);
  // Who sends it without the marks reads it as it was written.
  const endangered = places.filter(
    ({ state, token }) => state.isLast && !wasSentBare(scene, token),
  );
  return {
    code: 'quoted-in-storage',
    severity: severityOf(endangered, sent.length > 0),
    title: orNoLonger(said('finding_quoted_in_storage'), places),
    evidence: firstOf(
      places.map(({ place, token, state }) =>
        stillOrNoLonger(
          evidence('quoted', {
            place,
            at: iso(state.seen.at),
            token: scene.chains.credentials.byToken.get(token)?.id ?? null,
          }),
          state,
        ),
      ),
    ),
    requests: idsOf(sent),
    advice:
      sent.length > 0
        ? said('advice_bare_token_sent', { places: names, count: sent.length })
        : said('advice_bare_token', { places: names }),
  };
};

/** `undefined` or `null` as a word where a token should be. */
export const placeholderInStorage: Search = (scene) => {
  const places = lastOfEach(
    scene.storage.flatMap((state) =>
      storedPlaceholders(scene.profile.storage, state.seen).map(({ place, word }) => {
        return { place, word, state, isRead: isRead(scene, place, state) };
      }),
    ),
  );
  const [first] = places;
  if (!first) return null;
  const sent = scene.uses.filter(({ sending }) => sending.credential.kind === 'placeholder');
  return {
    code: 'placeholder-in-storage',
    severity: severityOf(places, sent.length > 0),
    title: orNoLonger(said('finding_placeholder_in_storage', { word: first.word }), places),
    evidence: firstOf(
      places.map(({ place, word, state }) =>
        stillOrNoLonger(
          evidence('placeholder', { place, word, at: iso(state.seen.at) }, null, {
            key: 'evidence_placeholder_stored',
          }),
          state,
        ),
      ),
    ),
    requests: idsOf(sent),
    advice: said('advice_remove_placeholder', {
      places: places.map(({ place }) => place),
    }),
  };
};

/** A cookie whose token has expired, or which remained when the other keys were cleared. */
export const cookieOutlivesToken: Search = (scene) => {
  const { byToken } = scene.chains.credentials;
  const signedIn = new Set<string>();
  const places = lastOfEach(
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
    title: said('finding_cookie_outlives_token', {
      places: places.map(({ place }) => place),
      count: places.length,
    }),
    evidence: [
      ...firstOf(
        places.map(({ place, state, since, expiresAt }) => {
          const values = { place, at: iso(state.seen.at), expiresAt: iso(expiresAt) };
          return evidence('cookie', values, null, {
            key: since === null ? 'evidence_cookie_cleared' : 'evidence_cookie',
            values: { since: since === null ? null : since / 1000 },
          });
        }),
      ),
      ...(places.some(({ state }) => state.reading.build === 'signed-out')
        ? []
        : unlessPast(
            places.map(({ state, expiresAt }) => ({ expiresAt, at: state.seen.at })),
            scene,
          )),
    ],
    requests: [],
    advice: said('advice_cookie_lifetime', { place: first.place }),
  };
};

/** The issue time that a build keeps by hand, beside the one in the token. */
export const issuedAtDrift: Search = (scene) => {
  const { storage: rules } = scene.profile;
  const { issuedAtKey } = rules;
  const { byToken } = scene.chains.credentials;
  const drifts = scene.storage.flatMap((state) => {
    const { reading, seen, isSettled } = state;
    const kept = Number.parseFloat(seen.entries[issuedAtKey] ?? '');
    const record = byToken.get(reading.active?.token ?? '');
    if (!isSettled || !rules.isWritten(reading.build, issuedAtKey) || !record) return [];
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
    title: said(isLater ? 'finding_issued_at_drift' : 'finding_issued_at_drift_earlier', {
      key: issuedAtKey,
    }),
    evidence: [
      evidence(
        'issued-at',
        {
          key: issuedAtKey,
          token: record.id,
          driftSeconds: drift / 1000,
          kept: iso(kept * 1000),
          issuedAt: iso(record.issuedAt),
          at: iso(state.seen.at),
        },
        null,
        { key: isLater ? 'evidence_issued_at' : 'evidence_issued_at_before' },
      ),
    ],
    requests: [],
    advice: said(isLater ? 'advice_go_by_exp' : 'advice_go_by_exp_early', {
      key: issuedAtKey,
      place: state.reading.active?.place ?? null,
    }),
  };
};
