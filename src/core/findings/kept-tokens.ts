import { said } from '../language/language.ts';
import { iso } from '../language/time-value.ts';
import { evidence } from '../verdict/causes/rule.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import type { Search } from './finding.ts';
import type { OwnRefresh, Scene, Use } from './scene.ts';
import { endpointOf, firstOf, idsOf } from './wording.ts';

/** What waited for a refresh is repeated within this time of its answer. */
const REPEATED_WITHIN_MS = 5_000;

interface Repetition {
  use: Use;
  record: CredentialRecord;
  refresh: OwnRefresh;
}

const endpointWithHost = ({ sending }: Use) => `${sending.method} ${sending.host}${sending.path}`;

/** What was refused before a refresh ended and sent again after it with the same old token. */
function repeatedWithOld({ uses, refreshes, chains }: Scene): Repetition[] {
  const isOlder = (record: CredentialRecord, to: CredentialRecord) => {
    const chain = chains.chainOf(to);
    const index = chain.indexOf(record);
    return index >= 0 && index < chain.indexOf(to);
  };
  // What was only ever refused is in no chain, and yet it is the one from before.
  const isOfSameUser = (record: CredentialRecord, to: CredentialRecord) =>
    !chains.knows(record) && record.user !== null && record.user === to.user;
  const requests = uses.filter(({ sending }) => sending.request !== null && sending.record);
  return refreshes.flatMap((refresh): Repetition[] => {
    const { to, doneAt, result } = refresh;
    if (result !== 'succeeded' || !to) return [];
    const refused = new Map(
      requests
        .filter(
          ({ sending, verdict, at }) =>
            at < doneAt &&
            verdict.outcome === 'rejected' &&
            (sending.answeredAt ?? at) <= doneAt &&
            (sending.answeredAt ?? at) >= refresh.startedAt - REPEATED_WITHIN_MS &&
            sending.record !== to,
        )
        .map((use) => [endpointWithHost(use), use.sending.record] as const),
    );
    const repeated = new Set<string>();
    return requests.flatMap((use): Repetition[] => {
      const address = endpointWithHost(use);
      const { record } = use.sending;
      const isNext = use.at >= doneAt && use.at - doneAt <= REPEATED_WITHIN_MS;
      if (!isNext || !record || !refused.has(address) || repeated.has(address)) return [];
      repeated.add(address);
      return refused.get(address) === record &&
        (record === refresh.from || isOlder(record, to) || isOfSameUser(record, to))
        ? [{ use, record, refresh }]
        : [];
    });
  });
}

/** Repeated after a refresh with the token from before it. */
export const retryKeptOldToken: Search = (scene) => {
  const repeated = repeatedWithOld(scene);
  if (repeated.length === 0) return null;
  const isRefused = repeated.some(({ use }) => use.verdict.outcome === 'rejected');
  return {
    code: 'retry-kept-old-token',
    severity: isRefused ? 'error' : 'warning',
    title: said('finding_retry_kept_old_token', { count: repeated.length }),
    evidence: firstOf(
      repeated.map(({ use, record, refresh }) =>
        evidence(
          'repeated-with-old',
          { token: record.id, newer: refresh.to?.id ?? null, at: iso(use.at) },
          use.sending.request,
          {
            values: {
              endpoint: endpointOf(use.sending),
              later: (use.at - refresh.doneAt) / 1000,
            },
          },
        ),
      ),
    ),
    requests: idsOf(repeated.map(({ use }) => use)),
    advice: said('advice_set_header_anew', {
      endpoints: [...new Set(repeated.map(({ use }) => endpointOf(use.sending)))],
    }),
  };
};
