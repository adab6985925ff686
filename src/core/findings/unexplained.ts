import { type Said, said } from '../language/language.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { CallEntry } from '../verdict/entry.ts';
import type { Sending } from '../verdict/sending.ts';
import type { Note } from './finding.ts';
import { endpointEvidence, endpointOf, firstOf, idsOf } from './wording.ts';

/** Whether the service let the same token through at the same endpoint. */
function wasTaken(
  refused: Sending,
  { requests, sockets }: Pick<Analysis, 'requests' | 'sockets'>,
): boolean {
  const { record, route } = refused;
  if (record === null) return false;
  const endpoint = endpointOf(refused);
  const isSuch = ({ sending }: CallEntry) =>
    sending.letThrough &&
    sending.record === record &&
    sending.route === route &&
    endpointOf(sending) === endpoint;
  return requests.some(isSuch) || sockets.some(isSuch);
}

/** What the user’s own test of the token said since; null where there was none. */
function toldByTest({ verdict: { refusal } }: CallEntry): 'accepted' | 'refused' | null {
  const ids = refusal?.evidence.map(({ id }) => id) ?? [];
  if (ids.includes('probe-refused')) return 'refused';
  return ids.includes('probe-accepted') ? 'accepted' : null;
}

/**
 * What tells more of refusals without a visible reason, or what is left to do once the token was
 * tested; a route that took the same token is none.
 */
export function adviceOnUnexplained(
  refused: readonly [CallEntry, ...CallEntry[]],
  analysis: Pick<Analysis, 'requests' | 'sockets'>,
): Said {
  const each = new Map<string, CallEntry>();
  for (const entry of refused) {
    const place = `${entry.sending.record?.id} ${endpointOf(entry.sending)}`;
    if (!each.has(place)) each.set(place, entry);
  }
  const momentary = [...each.values()].find(({ sending }) => wasTaken(sending, analysis));
  const at = momentary?.sending.sentAt ?? null;
  switch (toldByTest(momentary ?? refused[0])) {
    case 'refused':
      return said('detail_next_tested_refused');
    case 'accepted':
      return momentary
        ? said('detail_next_tested_check', { at })
        : said('detail_next_tested_route');
    case null:
      return momentary
        ? said('detail_next_verifier_down_perhaps', { at })
        : said('detail_next_unknown');
  }
}

/** Refused for no reason that shows or was told; of one whose headers a file left out a row says so. */
export function isUnexplained({ verdict: { refusal }, sending }: CallEntry): boolean {
  if (refusal?.cause !== 'unknown' || !sending.headersRead) return false;
  return !refusal.evidence.some(({ id }) => id.startsWith('words-'));
}

/** What is said of them together. */
export function noteOnUnexplained(
  refused: readonly CallEntry[],
  analysis: Pick<Analysis, 'requests' | 'sockets'>,
): Note[] {
  const [first, ...others] = refused;
  if (!first) return [];
  const note: Note = {
    severity: 'error',
    title: said('finding_refusal_unexplained', { count: refused.length }),
    evidence: firstOf(endpointEvidence(refused)),
    requests: idsOf(refused),
    advice: adviceOnUnexplained([first, ...others], analysis),
  };
  return [note];
}
