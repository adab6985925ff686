import { GOALS, invalidTokenShare } from '../jobs/health.ts';
import { type Said, said } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { clockEvidence } from '../verdict/causes/clock-evidence.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import { availableAt } from '../verdict/credentials.ts';
import { unlessProven, wasSurelyExpired } from './certainty.ts';
import type { Search } from './finding.ts';
import type { Scene, Use } from './scene.ts';
import {
  adviceOn,
  byLifetime,
  endpointEvidence,
  endpointOf,
  firstOf,
  idsOf,
  senderEvidence,
} from './wording.ts';

/** Below so many requests a share says nothing. */
const RATE_FROM_REQUESTS = 20;
/** A clock off by less than this ms hardly ever turns a verdict. */
const SKEW_ABOVE_MS = 5_000;

/** A clock that is so uncertain (ms) was set, or several servers have one each. */
const UNSETTLED_ABOVE_MS = 5_000;

/** Where a token lay in storage, as far as it was seen there. */
export function placesOf(record: CredentialRecord): string[] {
  const places = new Set<string>();
  for (const { how, place } of record.sightings) if (how === 'stored') places.add(place);
  return [...places];
}

/** Uses by the token they sent; those without one are left out. */
export function byRecord(uses: readonly Use[]): Map<CredentialRecord, Use[]> {
  const all = new Map<CredentialRecord, Use[]>();
  for (const use of uses) {
    const { record } = use.sending;
    if (!record) continue;
    const known = all.get(record);
    if (known) known.push(use);
    else all.set(record, [use]);
  }
  return all;
}

function expiredToken(record: CredentialRecord, uses: readonly Use[], { chains }: Scene) {
  const [first] = uses;
  const newer = chains.replacedBy(record);
  const hadNewer = newer && first && availableAt(newer) <= first.at ? newer : null;
  return evidence(
    'expired-token',
    {
      token: record.id,
      expiresAt: iso(record.expiresAt),
      secondsLeft: first?.verdict.secondsLeft ?? null,
      sent: uses.length,
      newer: hadNewer?.id ?? null,
    },
    first?.sending.request,
    {
      key: hadNewer ? 'evidence_expired_token_newer' : 'evidence_expired_token',
      values: { count: uses.length, late: first?.verdict.secondsLeft ?? 0 },
    },
  );
}

/** A clock was set nearby, nobody knows when, and by one of its times the token had not run out. */
function mayHaveBeenInTime({ verdict: { clock, secondsLeft, refusal } }: Use): boolean {
  if (!clock || secondsLeft === null || clock.uncertaintyMs <= UNSETTLED_ABOVE_MS) return false;
  const isKnown = refusal?.cause === 'expired' && refusal.certainty !== 'possible';
  return !isKnown && secondsLeft * 1000 + clock.offsetMs - clock.lowMs > 0;
}

function expiredTitle(count: number, refused: number, isProven: boolean): Said {
  const what = said(isProven ? 'expired_token' : 'expired_token_probably');
  if (refused === 0) return said('finding_expired_token_sent', { what, count });
  if (refused === count) return said('finding_expired_token_sent_refused', { what, count });
  return said('finding_expired_token_sent_partly', { what, count, refused });
}

/** That some went out so near to the expiry that only the others are certain. */
function unprovenAmong([first, ...others]: readonly Use[]): Evidence[] {
  if (!first) return [];
  const values = { count: others.length + 1 };
  return [evidence('expiry-unproven-of', values, first.sending.request)];
}

/** Sent after its expiry, whatever the answer. */
export const expiredTokenSent: Search = (scene) => {
  const uses = scene.uses.filter(
    (use) => use.verdict.flags.includes('sent-expired') && !mayHaveBeenInTime(use),
  );
  const [first] = uses;
  if (!first) return null;
  const refused = uses.filter(({ verdict }) => verdict.outcome === 'rejected').length;
  const accepted = uses.filter(({ sending }) => sending.letThrough);
  const tokens = byRecord(uses);
  const old = [...tokens].flatMap(([record, [one]]) => {
    const newer = scene.chains.replacedBy(record);
    return newer && one && availableAt(newer) <= one.at ? [one] : [];
  });
  // Of an old copy no refresh would have renewed anything.
  const needsRefresh = old.length === 0 || old.length < tokens.size;
  const endpoints = [...new Set(uses.map(({ sending }) => endpointOf(sending)))];
  const { expiringSeconds } = scene.profile;
  const unproven = uses.filter((use) => !wasSurelyExpired(use));
  const isProven = unproven.length < uses.length;
  return {
    code: 'expired-token-sent',
    severity: refused > 0 ? 'error' : 'warning',
    title: expiredTitle(uses.length, refused, isProven),
    evidence: [
      ...firstOf([...tokens].map(([record, sent]) => expiredToken(record, sent, scene))),
      // The only one stands in the advice.
      ...(endpoints.length > 1 ? firstOf(endpointEvidence(uses)) : []),
      ...senderEvidence(uses),
      ...(accepted.length > 0
        ? [
            evidence('accepted', { accepted: accepted.length }, accepted[0]?.sending.request, {
              values: { count: accepted.length },
            }),
          ]
        : []),
      ...unlessProven(isProven, first.verdict.clock),
      ...(isProven ? unprovenAmong(unproven) : []),
    ],
    requests: idsOf(uses),
    advice: adviceOn(
      uses,
      ...byLifetime(
        needsRefresh ? said('advice_look_at_exp', { endpoints, expiringSeconds }) : null,
        tokens.keys(),
        expiringSeconds,
      ),
      old[0] ? said('advice_newer_was_there', { endpoint: endpointOf(old[0].sending) }) : null,
    ),
  };
};

export const invalidTokenRate: Search = ({ requests, uses }) => {
  const { authenticated, invalidToken, rate } = invalidTokenShare(requests);
  if (authenticated < RATE_FROM_REQUESTS || rate === null || rate <= GOALS.invalidTokenRate.alert)
    return null;
  const refused = uses.filter(
    ({ sending, verdict }) => sending.request !== null && verdict.flags.includes('invalid-token'),
  );
  const causes = refused.flatMap(({ verdict }) => verdict.refusal?.cause ?? []);
  return {
    code: 'invalid-token-rate',
    severity: 'error',
    title: said('finding_invalid_token_rate', { rate, alert: GOALS.invalidTokenRate.alert }),
    evidence: [
      evidence('rate', { invalidToken, authenticated, rate }),
      ...firstOf(endpointEvidence(refused)),
      ...senderEvidence(refused),
    ],
    requests: idsOf(refused),
    advice: said('advice_begin_with_most_refused', { causes }),
  };
};

export const clockSkew: Search = ({ analysis, uses }) => {
  const hosts = new Set(uses.flatMap(({ sending }) => (sending.guarded ? [sending.host] : [])));
  const readings = [...hosts]
    .sort()
    .flatMap((host) => analysis.clockOf(host)?.latest ?? [])
    .filter(({ offsetMs, uncertaintyMs }) => Math.abs(offsetMs) - uncertaintyMs > SKEW_ABOVE_MS);
  const [first, ...others] = readings;
  if (!first) return null;
  const measured = clockEvidence(first);
  const refused = uses.filter(({ verdict }) => verdict.refusal?.cause === 'clock-skew');
  const isBehind = first.offsetMs > 0;
  return {
    code: 'clock-skew',
    severity: refused.length > 0 ? 'error' : 'warning',
    title: said(isBehind ? 'finding_clock_skew' : 'finding_clock_skew_ahead', {
      host: first.host,
      seconds: first.offsetMs / 1000,
    }),
    evidence: [
      { ...measured, said: said('evidence_server_clock_measured', measured.said.values) },
      ...others.map(clockEvidence),
    ],
    requests: idsOf(refused),
    advice: said('detail_next_clock_skew'),
  };
};
