import { type Language, type Said, said, wordKey } from '../../language/language.ts';
import type { Comparison } from './compare.ts';
import type { Conclusion, TooLittle } from './conclusion.ts';

function tooLittle(reason: TooLittle): Said {
  switch (reason.kind) {
    case 'nothing-judged':
      return said(wordKey('compare_nothing_judged', reason.side));
    case 'few-requests':
      return said('compare_few_requests', { count: reason.requests, wanted: reason.wanted });
    case 'no-expiry': {
      const { lifetimeSeconds } = reason;
      return lifetimeSeconds === null
        ? said('compare_no_expiry')
        : said('compare_no_expiry_of', { lifetimeSeconds });
    }
  }
}

/** What two recordings say of a change, in one sentence. */
export function conclusionSaid(conclusion: Conclusion): Said {
  switch (conclusion.kind) {
    case 'holds':
      return said('compare_holds', { rate: conclusion.rate, count: conclusion.requests });
    case 'better':
    case 'worse':
    case 'same': {
      const { before, after } = conclusion;
      return said(wordKey('compare', conclusion.kind), { before, after });
    }
    case 'clean':
      return said('compare_clean');
    case 'too-little':
      return tooLittle(conclusion.reason);
  }
}

/** A number of the team's, of both recordings. */
export interface ComparedNumber {
  name: string;
  before: string;
  after: string;
}

/** The team's numbers side by side. */
export function comparedNumbers(
  { health: { before, after } }: Comparison,
  { say, format }: Language,
): ComparedNumber[] {
  const percent = (rate: number | null) => (rate === null ? '–' : format(rate, 'percent'));
  const plain = (count: number) => format(count, 'plain');
  const row = (name: string, read: (health: typeof before) => string): ComparedNumber => {
    return { name, before: read(before), after: read(after) };
  };
  return [
    row(say('compare_authenticated'), (it) => plain(it.authenticated)),
    row(say('filter_chip_sent_expired'), (it) => plain(it.sentExpired)),
    row('INVALID_TOKEN', (it) => `${plain(it.invalidToken)} (${percent(it.invalidTokenRate)})`),
    row(say('health_refused'), (it) => plain(it.rejected)),
    row(say('filter_chip_refresh'), ({ refreshes, refreshFailures }) =>
      say('health_succeeded', { succeeded: refreshes - refreshFailures, started: refreshes }),
    ),
    row(say('health_assessments'), ({ assessments }) =>
      say('health_succeeded', { ...assessments }),
    ),
    row(say('health_monitored'), (it) => format(it.monitoringSeconds, 'duration')),
  ];
}

/** A list of the comparison under its name; a line's code stands before what is said of it. */
export interface ComparedList {
  name: string;
  lines: { code: string; text: string }[];
}

/** New findings, gone ones, those left, and the causes that moved; what is empty is left out. */
export function comparedLists({ findings, causes }: Comparison, { say }: Language): ComparedList[] {
  const of = (side: 'before' | 'after') => (it: Comparison['findings']['gone'][number]) => ({
    code: it.code,
    text: it[side] ?? '',
  });
  return [
    { name: say('compare_fresh'), lines: findings.fresh.map(of('after')) },
    { name: say('compare_gone'), lines: findings.gone.map(of('before')) },
    { name: say('compare_left'), lines: findings.left.map(of('after')) },
    {
      name: say('compare_causes'),
      lines: causes.map(({ endpoint, cause, before, after }) => ({
        code: cause,
        text: say('compare_moved', { endpoint, before, after }),
      })),
    },
  ].filter(({ lines }) => lines.length > 0);
}
