import { said, sentences } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { textClaim } from '../token/claims.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import { DISPUTED_ABOVE_MS } from '../verdict/causes/time.ts';
import { availableAt, type CredentialRecord } from '../verdict/credentials.ts';
import type { Search } from './finding.ts';
import { generationOf, type Scene, type StoredState, type Use, wasIssuedBefore } from './scene.ts';
import { endpointOf, firstOf, idsOf } from './wording.ts';

interface Return {
  state: StoredState;
  record: CredentialRecord;
  /** the newer token that had lain there */
  newest: CredentialRecord;
}

function recordIn({ chains }: Scene, { reading }: StoredState): CredentialRecord | null {
  return chains.credentials.byToken.get(reading.active?.token ?? '') ?? null;
}

/** A token of another issuer is of another environment, and no older one of the same session. */
function ownerKey(record: CredentialRecord, { profile }: Scene): string {
  const { decoded, user } = record;
  const issuer = decoded.kind === 'jws' ? textClaim(decoded.claims, 'iss') : null;
  return `${generationOf(record, profile)} ${user} ${issuer}`;
}

/** ms; how much earlier a token was issued than another */
function ageBeside(record: CredentialRecord, other: CredentialRecord): number {
  return (other.issuedAt ?? 0) - (record.issuedAt ?? 0);
}

/** Whether the service itself handed it out between these instants (ms), as far as known. */
function wasBroughtSince(
  record: CredentialRecord,
  sinceMs: number,
  untilMs: number,
  { requests }: Scene,
): boolean {
  const isBetween = (at: number) => at >= sinceMs && at <= untilMs;
  return (
    record.sightings.some(({ how, at }) => how === 'answered' && isBetween(at)) ||
    // What comes to light after an answer that nobody read may be what it brought.
    requests.some(
      ({ facts: { body, startedAt, endedAt }, sending: { route, judged } }) =>
        (route === 'refresh' || route === 'login') &&
        judged.outcome === 'accepted' &&
        body.kind !== 'text' &&
        isBetween(endedAt ?? Number.NaN) &&
        availableAt(record) >= (startedAt ?? Number.POSITIVE_INFINITY),
    )
  );
}

/** States in which an older token of the same person lies where a newer had been. */
function olderStored(scene: Scene): Return[] {
  const newest = new Map<string, CredentialRecord>();
  const found: Return[] = [];
  let before: CredentialRecord | null = null;
  for (const state of scene.storage) {
    const record = recordIn(scene, state);
    // Without an issue time nobody knows which is the older.
    const isDated = record !== null && record.issuedAt !== null && scene.chains.knows(record);
    if (isDated && record.decoded.kind === 'jws' && record !== before) {
      const key = `${state.seen.origin} ${ownerKey(record, scene)}`;
      const known = newest.get(key);
      const isBrought = known && wasBroughtSince(record, availableAt(known), state.seen.at, scene);
      if (known && !isBrought && wasIssuedBefore(record, known, scene))
        found.push({ state, record, newest: known });
      else newest.set(key, record);
    }
    before = record;
  }
  return found;
}

/** States in which a token of a session lies that the service had been told to end. */
function storedAfterSignOut(scene: Scene): Return[] {
  const { chains } = scene;
  let before: CredentialRecord | null = null;
  return scene.storage.flatMap((state): Return[] => {
    const record = recordIn(scene, state);
    const isNew = record !== before;
    before = record;
    if (!record || !isNew) return [];
    const { at } = state.seen;
    const logout = chains.signOuts.findLast((one) => one.at <= at && one.user === record.user);
    if (!logout) return [];
    const again = chains.signIns.some(
      (one) =>
        one.request !== null && one.user === record.user && one.at > logout.at && one.at <= at,
    );
    const refresh = chains.refreshes.find(({ to }) => to === record);
    const began = refresh?.startedAt ?? record.sightings[0]?.at ?? at;
    return !again && began < logout.at ? [{ state, record, newest: record }] : [];
  });
}

/** Where the token lay that the app reads. */
function placeOf({ state }: Return): string | null {
  return state.reading.active?.place ?? null;
}

/** Where else the token lay from which it may have been copied. */
function sourceOf({ state, record }: Return): string | null {
  const { active, all } = state.reading;
  return (
    all.find(({ token, place }) => token === record.token && place !== active?.place)?.place ?? null
  );
}

function storedEvidence(back: Return): Evidence {
  const { state, record, newest } = back;
  const place = placeOf(back);
  const source = sourceOf(back);
  return evidence(
    'older-stored',
    {
      place,
      token: record.id,
      newer: newest.id,
      at: iso(state.seen.at),
      source,
      issuedAt: iso(record.issuedAt),
    },
    null,
    {
      key: source === null ? 'evidence_older_stored' : 'evidence_older_stored_copied',
      values: { age: ageBeside(record, newest) / 1000 },
    },
  );
}

function afterSignOutEvidence(back: Return): Evidence {
  const { state, record } = back;
  const values = { place: placeOf(back), token: record.id, at: iso(state.seen.at) };
  return evidence('stored-after-sign-out', values);
}

/** Whether the server's clock shows that this was sent before that, whatever this computer's said. */
function wasSentBefore({ sending, at }: Use, other: Use): boolean {
  const { clock } = sending.judged;
  const { clock: otherClock } = other.sending.judged;
  if (!clock || !otherClock || clock.host !== otherClock.host) return false;
  return at + clock.highMs < other.at + otherClock.lowMs;
}

interface OldUse {
  use: Use;
  record: CredentialRecord;
  newer: CredentialRecord;
}

function isDisputed({ sending: { judged } }: Use): boolean {
  return judged.clock !== null && judged.clock.highMs - judged.clock.lowMs > DISPUTED_ABOVE_MS;
}

/** Requests with an older token of a chain after a newer one had been used. */
function olderSent(scene: Scene): OldUse[] {
  const { uses, chains, requests, wasSetBack } = scene;
  const ignored = new Set(
    requests.flatMap(({ facts: request, sending }) =>
      request.route.ignoresCredential ? [sending] : [],
    ),
  );
  const newest = new Map<readonly CredentialRecord[], { record: CredentialRecord; from: Use }>();
  return uses.flatMap((use): OldUse[] => {
    const { record, request } = use.sending;
    // Without a date nobody knows what came before it.
    if (!record || ignored.has(use.sending) || !Number.isFinite(use.at)) return [];
    const chain = chains.chainOf(record);
    const known = newest.get(chain);
    // None is older than itself.
    if (known?.record === record) return [];
    if (!known || wasIssuedBefore(known.record, record, scene))
      newest.set(chain, { record, from: use });
    if (!known || request === null || use.at <= known.from.at) return [];
    const isVague = wasSetBack || isDisputed(use) || isDisputed(known.from);
    const isAfter = isVague ? wasSentBefore(known.from, use) : !wasSentBefore(use, known.from);
    if (!isAfter) return [];
    const newer = known.record;
    if (!wasIssuedBefore(record, newer, scene)) return [];
    return wasBroughtSince(record, availableAt(newer), use.at, scene)
      ? []
      : [{ use, record, newer }];
  });
}

function sentEvidence(sent: readonly OldUse[]): Evidence[] {
  return sent.map(({ use, record, newer }) =>
    evidence(
      'older-sent',
      { token: record.id, newer: newer.id, at: iso(use.at) },
      use.sending.request,
      { values: { endpoint: endpointOf(use.sending) } },
    ),
  );
}

function adviceFor(stored: readonly Return[], after: readonly Return[], sent: readonly OldUse[]) {
  const [first] = stored;
  const place = first ? placeOf(first) : null;
  const source = stored.map(sourceOf).find((one) => one !== null);
  const putBack = source
    ? said('advice_profile_puts_back', { place, source })
    : said('advice_who_writes', { place });
  const endpoints = sent.map(({ use }) => endpointOf(use.sending));
  const kept = place
    ? said('advice_read_for_every_call', { endpoints, place })
    : said('advice_read_storage_for_every_call', { endpoints });
  return sentences(
    first ? putBack : null,
    after.length > 0 ? said('advice_stop_refresh_at_sign_out') : null,
    sent.length > 0 ? kept : null,
  );
}

export const rolledBack: Search = (scene) => {
  // Where this computer's clock was set back, what it dated is in no order that could be told.
  const stored = scene.wasSetBack ? [] : olderStored(scene);
  const after = (scene.wasSetBack ? [] : storedAfterSignOut(scene)).filter(
    ({ state }) => !stored.some((other) => other.state === state),
  );
  const sent = olderSent(scene);
  if (stored.length + after.length + sent.length === 0) return null;
  const isRefused = sent.some(({ use }) => use.verdict.outcome === 'rejected');
  const afterSignOut = after.length > 0 ? said('finding_rolled_back_after_sign_out') : null;
  const title =
    stored.length > 0
      ? said('finding_rolled_back')
      : (afterSignOut ?? said('finding_rolled_back_sent', { count: sent.length }));
  return {
    code: 'rolled-back',
    severity: isRefused ? 'error' : 'warning',
    title,
    evidence: [
      ...firstOf(stored.map(storedEvidence)),
      ...firstOf(after.map(afterSignOutEvidence)),
      ...firstOf(sentEvidence(sent)),
    ],
    requests: idsOf(sent.map(({ use }) => use)),
    advice: adviceFor(stored, after, sent),
  };
};
