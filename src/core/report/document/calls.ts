import { personNumber } from '../../redaction/pseudonyms.ts';
import type { ServiceProfile } from '../../service/service-profile.ts';
import type { Report, ReportCredential, ReportRequest, ReportSocket } from '../report-schema.ts';

export type Call = ReportRequest | ReportSocket;

/** ISO 8601; '' where nobody knows it. */
export function calledAt(call: Call): string {
  return (
    ('openedAt' in call
      ? (call.authenticatedAt ?? call.openedAt)
      : (call.sentAt ?? call.startedAt)) ?? ''
  );
}

export function inOrder(calls: readonly Call[]): Call[] {
  return calls.toSorted((a, b) => calledAt(a).localeCompare(calledAt(b)));
}

/** What counts: neither what only the page told of, nor what another site's frame sent. */
export const counts = ({ told, foreign }: ReportRequest) => told === undefined && !foreign;

/** Whose a token is, as the rest of the report calls them. */
export function personOf({ email, subject }: ReportCredential): string | null {
  const name = email ?? subject;
  return name === null ? null : personNumber(name);
}

/** Whether a call was an accepted sign-in. */
export function isSignIn(call: Call, profile: ServiceProfile): boolean {
  if (!('method' in call) || call.outcome !== 'accepted' || call.method !== 'POST') return false;
  const { kind } = profile.route(call.method, call.url);
  return kind === 'login' || kind === 'register';
}

/**
 * The token that each accepted sign-in brought, by the request's id. A report names the tokens that
 * answers brought in order, so each is known only where there is one for each sign-in.
 */
export function signInTokens(
  { requests, refreshes, credentials }: Report,
  profile: ServiceProfile,
): Map<string, ReportCredential> {
  const signIns = requests.filter((one) => counts(one) && isSignIn(one, profile));
  const refreshed = new Set(refreshes.map(({ to }) => to));
  const brought = credentials.filter(
    ({ id, kind, places }) =>
      kind === 'jwt' && !refreshed.has(id) && places.some((place) => place.startsWith('answer.')),
  );
  if (brought.length !== signIns.length) return new Map();
  return new Map(brought.map((token, index) => [String(signIns[index]?.id), token]));
}
