import { evidence } from '../causes/rule.ts';
import { availableAt } from '../chains.ts';
import type { CredentialRecord } from '../credentials.ts';
import { invalidTokenShare } from '../health.ts';
import type { Search } from './finding.ts';
import type { Scene, Use } from './scene.ts';
import {
  clockTime,
  count,
  endpointEvidence,
  endpointOf,
  firstOf,
  idsOf,
  iso,
  listed,
  percent,
  span,
} from './wording.ts';

/** Above this share of INVALID_TOKEN the team wants an alert. */
const INVALID_TOKEN_RATE = 0.01;
/** Below so many requests a share says nothing. */
const RATE_FROM_REQUESTS = 20;
/** A clock off by less than this ms hardly ever turns a verdict. */
const SKEW_ABOVE_MS = 5_000;

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
  const late = (first?.verdict.secondsLeft ?? 0) * -1000;
  const newer = chains.replacedBy(record);
  const hadNewer = newer && first && availableAt(newer) <= first.at ? newer : null;
  const known = hadNewer ? `; ${hadNewer.id} had already taken its place` : '';
  return evidence(
    'expired-token',
    `${record.id} had expired ${span(late)} before it was first sent so, and was sent ${count(uses.length, 'time')}${known}`,
    {
      token: record.id,
      expiresAt: iso(record.expiresAt),
      secondsLeft: first?.verdict.secondsLeft ?? null,
      sent: uses.length,
      newer: hadNewer?.id ?? null,
    },
    first?.sending.request,
  );
}

/** Sent after its expiry, whatever the answer. */
export const expiredTokenSent: Search = (scene) => {
  const uses = scene.uses.filter(({ verdict }) => verdict.flags.includes('sent-expired'));
  const [first] = uses;
  if (!first) return null;
  const refused = uses.filter(({ verdict }) => verdict.outcome === 'rejected').length;
  const accepted = uses.filter(({ verdict }) => verdict.outcome === 'accepted');
  const tokens = byRecord(uses);
  const places = listed([...tokens.keys()].flatMap(placesOf)) || 'storage';
  const hadNewer = [...tokens].some(([record, [one]]) => {
    const newer = scene.chains.replacedBy(record);
    return newer && one && availableAt(newer) <= one.at;
  });
  const isPolling = uses.some(({ sending }) => sending.route === 'poll');
  const advice = [
    `Look at exp before every use of ${places}, and refresh when less than ${scene.profile.expiringSeconds} s are left; first seen at ${clockTime(first.at)} on ${endpointOf(first.sending)}.`,
    isPolling ? 'The status poll goes on with a token that runs out between two calls.' : '',
    hadNewer
      ? 'A newer token was there already: this caller reads another copy, or keeps the one it read before.'
      : '',
  ];
  return {
    code: 'expired-token-sent',
    severity: refused > 0 ? 'error' : 'warning',
    title:
      uses.length === 1
        ? `An expired token was sent${refused === 1 ? ' and refused' : ''}`
        : `An expired token was sent ${uses.length} times, ${refused === 0 ? 'never' : `${refused} of them`} refused`,
    evidence: [
      ...firstOf([...tokens].map(([record, sent]) => expiredToken(record, sent, scene))),
      ...firstOf(endpointEvidence(uses)),
      ...(accepted.length > 0
        ? [
            evidence(
              'accepted',
              `${accepted.length} of them were still accepted: the service remembers a check for some minutes`,
              { accepted: accepted.length },
              accepted[0]?.sending.request,
            ),
          ]
        : []),
    ],
    requests: idsOf(uses),
    advice: advice.filter(Boolean).join(' '),
  };
};

export const invalidTokenRate: Search = ({ analysis, uses }) => {
  const { authenticated, invalidToken, rate } = invalidTokenShare(analysis);
  if (authenticated < RATE_FROM_REQUESTS || rate === null || rate <= INVALID_TOKEN_RATE)
    return null;
  const refused = uses.filter(
    ({ sending, verdict }) => sending.request !== null && verdict.flags.includes('invalid-token'),
  );
  const causes = listed(refused.flatMap(({ verdict }) => verdict.refusal?.cause ?? []));
  return {
    code: 'invalid-token-rate',
    severity: 'error',
    title: `${percent(rate)} of the requests were answered INVALID_TOKEN; the alert is at ${percent(INVALID_TOKEN_RATE)}`,
    evidence: [
      evidence('rate', `${invalidToken} of ${count(authenticated, 'request')} with a credential`, {
        invalidToken,
        authenticated,
        rate,
      }),
      ...firstOf(endpointEvidence(refused)),
    ],
    requests: idsOf(refused),
    advice: `Begin with the endpoint that is refused most and with the cause of each row (${causes}).`,
  };
};

export const verifierDown: Search = ({ uses }) => {
  const refused = uses.filter(({ verdict }) => verdict.refusal?.cause === 'verifier-down');
  const [first] = refused;
  if (!first) return null;
  const last = refused.at(-1) ?? first;
  return {
    code: 'verifier-down',
    severity: 'error',
    title: `The service could not check tokens: ${count(refused.length, 'refusal')} within ${span(last.at - first.at)}`,
    evidence: [
      evidence(
        'outage',
        `The first at ${clockTime(first.at)}, the last at ${clockTime(last.at)}`,
        { from: iso(first.at), until: iso(last.at), refusals: refused.length },
        first.sending.request,
      ),
      ...firstOf(endpointEvidence(refused)),
    ],
    requests: idsOf(refused),
    advice: `Look at the auth service’s log from ${clockTime(first.at)} on; the tokens are good. The app should wait and try again here, not refresh or sign out: an outage gets the same INVALID_TOKEN as a bad token.`,
  };
};

export const clockSkew: Search = ({ analysis, uses }) => {
  const hosts = new Set(uses.flatMap(({ sending }) => (sending.guarded ? [sending.host] : [])));
  const readings = [...hosts]
    .sort()
    .flatMap((host) => analysis.clockOf(host)?.latest ?? [])
    .filter(({ offsetMs, uncertaintyMs }) => Math.abs(offsetMs) - uncertaintyMs > SKEW_ABOVE_MS);
  const [first] = readings;
  if (!first) return null;
  const refused = uses.filter(({ verdict }) => verdict.refusal?.cause === 'clock-skew');
  const side = first.offsetMs > 0 ? 'behind' : 'ahead of';
  return {
    code: 'clock-skew',
    severity: refused.length > 0 ? 'error' : 'warning',
    title: `This computer’s clock is ${span(first.offsetMs)} ${side} that of ${first.host}`,
    evidence: readings.map(({ host, offsetMs, uncertaintyMs, samples }) =>
      evidence(
        'server-clock',
        `${host} is ${span(offsetMs)} ${offsetMs > 0 ? 'ahead' : 'behind'} (±${span(uncertaintyMs)}, ${count(samples, 'answer')})`,
        { host, offsetSeconds: offsetMs / 1000, uncertaintySeconds: uncertaintyMs / 1000, samples },
      ),
    ),
    requests: idsOf(refused),
    advice:
      'Set this computer’s clock by the network and try again. The app judges expiry by the local clock: it should take the server’s time (the Date of an answer) into account.',
  };
};
