import { type Evidence, evidence } from '../causes/rule.ts';
import type { CredentialRecord } from '../credentials.ts';
import type { Search } from './finding.ts';
import { generationOf, type Scene, type StoredState, type Use } from './scene.ts';
import { clockTime, count, endpointOf, firstOf, idsOf, iso, listed, span } from './wording.ts';

interface Return {
  state: StoredState;
  record: CredentialRecord;
  /** the newer token that had lain there */
  newest: CredentialRecord;
}

function recordOf({ chains }: Scene, { reading }: StoredState): CredentialRecord | null {
  return chains.credentials.byToken.get(reading.active?.token ?? '') ?? null;
}

function ownerKey(record: CredentialRecord, { profile }: Scene): string {
  return `${generationOf(record, profile)} ${record.user}`;
}

const issuedAt = ({ issuedAt: at }: CredentialRecord) => at ?? Number.NEGATIVE_INFINITY;

/** States in which an older token of the same person lies where a newer had been. */
function olderStored(scene: Scene): Return[] {
  const newest = new Map<string, CredentialRecord>();
  const found: Return[] = [];
  let before: CredentialRecord | null = null;
  for (const state of scene.storage) {
    const record = recordOf(scene, state);
    if (record?.decoded.kind === 'jws' && record !== before) {
      const key = `${state.seen.origin} ${ownerKey(record, scene)}`;
      const known = newest.get(key);
      if (known && issuedAt(record) < issuedAt(known)) found.push({ state, record, newest: known });
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
    const record = recordOf(scene, state);
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

/** Where else the token lay from which it may have been copied. */
function sourceOf({ state, record }: Return): string | null {
  const { active, all } = state.reading;
  return (
    all.find(({ token, place }) => token === record.token && place !== active?.place)?.place ?? null
  );
}

function storedEvidence(back: Return): Evidence {
  const { state, record, newest } = back;
  const place = state.reading.active?.place ?? 'storage';
  const age = issuedAt(newest) - issuedAt(record);
  const source = sourceOf(back);
  const text = `At ${clockTime(state.seen.at)} ${place} held ${record.id} again, issued ${span(age)} before ${newest.id}${source ? `; the same lies in ${source}` : ''}`;
  return evidence('older-stored', text, {
    ...{ place, token: record.id, newer: newest.id, at: iso(state.seen.at), source },
    issuedAt: iso(record.issuedAt),
  });
}

function afterSignOutEvidence({ state, record }: Return): Evidence {
  const place = state.reading.active?.place ?? 'storage';
  const text = `At ${clockTime(state.seen.at)} ${record.id} was stored in ${place} after its user had signed out`;
  return evidence('stored-after-sign-out', text, {
    ...{ place, token: record.id, at: iso(state.seen.at) },
  });
}

interface OldUse {
  use: Use;
  record: CredentialRecord;
  newer: CredentialRecord;
}

/** Requests with an older token of a chain after a newer one had been used. */
function olderSent({ uses, chains, requests }: Scene): OldUse[] {
  const ignored = new Set(
    requests.flatMap(({ request, sending }) => (request.route.ignoresCredential ? [sending] : [])),
  );
  const newest = new Map<readonly CredentialRecord[], { index: number; from: number }>();
  const indexes = new Map<CredentialRecord, number>();
  return uses.flatMap((use): OldUse[] => {
    const { record, request } = use.sending;
    // Without a date nobody knows what came before it.
    if (!record || ignored.has(use.sending) || !Number.isFinite(use.at)) return [];
    const chain = chains.chainOf(record);
    if (!indexes.has(record)) indexes.set(record, chain.indexOf(record));
    const index = indexes.get(record) ?? 0;
    const known = newest.get(chain);
    if (!known || index > known.index) newest.set(chain, { index, from: use.at });
    const newer = chain[known?.index ?? 0];
    const isOlder = known !== undefined && index < known.index && use.at > known.from;
    return isOlder && request !== null && newer ? [{ use, record, newer }] : [];
  });
}

function sentEvidence(sent: readonly OldUse[]): Evidence[] {
  return sent.map(({ use, record, newer }) =>
    evidence(
      'older-sent',
      `${endpointOf(use.sending)} sent ${record.id} at ${clockTime(use.at)}, after ${newer.id} had been in use`,
      { token: record.id, newer: newer.id, at: iso(use.at) },
      use.sending.request,
    ),
  );
}

function adviceFor(stored: readonly Return[], after: readonly Return[], sent: readonly OldUse[]) {
  const source = stored.map(sourceOf).find((place) => place !== null);
  const place = stored[0]?.state.reading.active?.place;
  const callers = listed(sent.map(({ use }) => endpointOf(use.sending)));
  return [
    place && source
      ? `See who writes ${place}: the token of the sign-in is kept in ${source}, and fetching the profile puts it back. A refresh must bring ${source} up to date as well.`
      : '',
    place && !source
      ? `See who writes ${place} at ${clockTime(stored[0]?.state.seen.at ?? 0)}: another tab, or code that kept the token from before the refresh.`
      : '',
    after[0]
      ? `Stop the refresh timer at sign-out, and drop the answer of a refresh that was under way: here it signed in again at ${clockTime(after[0].state.seen.at)}.`
      : '',
    sent.length > 0
      ? `${callers} kept the token from before the refresh: read ${place ?? 'it from storage'} for every call.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

export const rolledBack: Search = (scene) => {
  const stored = olderStored(scene);
  const after = storedAfterSignOut(scene).filter(
    ({ state }) => !stored.some((other) => other.state === state),
  );
  const sent = olderSent(scene);
  if (stored.length + after.length + sent.length === 0) return null;
  const isRefused = sent.some(({ use }) => use.verdict.outcome === 'rejected');
  const title =
    stored.length + after.length > 0
      ? 'An older token came back into storage'
      : `An older token was sent ${count(sent.length, 'time')} after a newer one had been in use`;
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
