import type { Language } from '../../language/language.ts';
import type { Report, ReportCredential } from '../report-schema.ts';
import { personOf } from './calls.ts';
import type { NamedFact } from './environment.ts';
import { reportedPath, senderWords } from './refused-rows.ts';

/** So many requests of a finding are read by a person; the report's data has the rest. */
export const MAX_NAMED = 12;

/** A request that was not refused, and that a finding names. */
export interface NamedRequest {
  id: string;
  at: string | null;
  /** `GET /api/…` */
  request: string;
  /** the status of its answer; null where none came */
  status: number | null;
  sender: string | null;
}

/** What the findings name and the table of refusals does not have, in order of time. */
export function namedRequests({ findings, requests }: Report, language: Language): NamedRequest[] {
  const named = new Set(findings.flatMap((one) => one.requests.slice(0, MAX_NAMED)));
  return requests
    .filter(({ id, outcome }) => named.has(id) && outcome !== 'rejected')
    .map((request) => ({
      id: request.id,
      at: request.sentAt ?? request.startedAt,
      request: `${request.method} ${reportedPath(request.url)}`,
      status: request.status,
      sender: senderWords(request, language),
    }));
}

function validText(
  { issuedAt, expiresAt, lifetimeSeconds: lifetime }: ReportCredential,
  { say }: Language,
): string {
  if (expiresAt === null) return say('document_valid_open');
  return issuedAt === null || lifetime === null
    ? say('document_valid_to', { expiresAt })
    : say('document_valid_from_to', { issuedAt, expiresAt, lifetime });
}

/** Whose each token is, from when to when it is valid by its own dates, and of which it is an altered copy. */
export function tokenFacts({ credentials, requests }: Report, language: Language): NamedFact[] {
  const copies = new Map(
    requests.flatMap(({ credential, evidence }) => {
      const twin = evidence.find(({ id }) => id === 'twin');
      return twin ? [[credential, twin.text] as const] : [];
    }),
  );
  return credentials
    .filter(({ kind }) => kind === 'jwt')
    .map((one) => {
      const told = [personOf(one), validText(one, language), copies.get(one.id)];
      return { name: one.id, value: told.filter((text) => text != null).join('; ') };
    });
}
