import { type WordKey, wordKey } from '../language/language.ts';
import { CAUSES, CERTAINTIES, OUTCOMES, REQUESTERS, VALIDITIES } from '../language/stable-words.ts';
import { placeOfFrame } from '../recording/initiator.ts';
import { redactText } from '../redaction/redact.ts';
import { countdownSeconds } from '../token/countdown.ts';
import { type LogEntry, tokenOf } from '../verdict/entry.ts';
import type { FilterContext } from './filter-context.ts';
import { choice, instant, type KeyKind, span, status, text } from './key-kinds.ts';
import { lowerUrlParts, verdictOf } from './row-facts.ts';
import { by, TRAITS } from './traits.ts';

/** A key of the filter's language. Parser, matcher, completion and help know nothing else of it. */
export interface FilterKey extends KeyKind {
  name: string;
  /** of the text that says what it looks for */
  meaning: WordKey;
  example: string;
}

const TRAIT_WORDS = Object.keys(TRAITS) as (keyof typeof TRAITS)[];

const is = choice(
  TRAIT_WORDS,
  (entry, word, context) => TRAITS[word](entry, context),
  (word) => wordKey('filter_is', word),
);

function senderFrame(entry: LogEntry) {
  return entry.kind === 'marker' ? null : entry.sending.sender;
}

function senderText(entry: LogEntry): string | null {
  const sender = senderFrame(entry);
  return sender && `${sender.functionName} ${placeOfFrame(sender)}`;
}

/** What one would write: the function, or the script's place where it has no name. */
function senderName(entry: LogEntry): string | null {
  const sender = senderFrame(entry);
  return sender && (sender.functionName || placeOfFrame(sender));
}

function tookSeconds(entry: LogEntry): number | null {
  if (entry.kind !== 'request') return null;
  const { startedAt, endedAt } = entry.facts;
  return startedAt === null || endedAt === null ? null : (endedAt - startedAt) / 1000;
}

/** The whole seconds that the row shows, so that it is found by them. */
function shownLeft(entry: LogEntry): number | null {
  const left = verdictOf(entry)?.secondsLeft ?? null;
  return left === null ? null : countdownSeconds(left);
}

function present(...texts: (string | null | undefined)[]): string[] {
  return texts.filter((each): each is string => typeof each === 'string' && each !== '');
}

function sentRecord(entry: LogEntry, context: FilterContext) {
  const token = tokenOf(entry);
  return token === null ? null : context.recordOf(token);
}

/** A path that holds something secret is not proposed. */
function shownPath(entry: LogEntry): string[] {
  const { path } = lowerUrlParts(entry);
  return redactText(path) === path ? [path] : [];
}

const METHOD_WORDS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const STATUSES = ['2xx', '3xx', '4xx', '5xx', '401', '403', '429', '>=500'];

/** Every key there is, in the order in which help and completion show them. */
export const FILTER_KEYS: readonly FilterKey[] = [
  { name: 'is', meaning: 'filter_key_is', example: 'is:sent-expired', ...is },
  {
    name: 'cause',
    meaning: 'filter_key_cause',
    example: 'cause:clock-skew',
    ...choice(CAUSES, (entry, word) => verdictOf(entry)?.refusal?.cause === word),
  },
  {
    name: 'certainty',
    meaning: 'filter_key_certainty',
    example: 'certainty:certain',
    ...choice(CERTAINTIES, (entry, word) => verdictOf(entry)?.refusal?.certainty === word),
  },
  {
    name: 'validity',
    meaning: 'filter_key_validity',
    example: 'validity:expiring',
    ...choice(VALIDITIES, (entry, word) => verdictOf(entry)?.validity === word),
  },
  {
    name: 'outcome',
    meaning: 'filter_key_outcome',
    example: 'outcome:rejected',
    ...choice(OUTCOMES, (entry, word) => verdictOf(entry)?.outcome === word),
  },
  {
    name: 'status',
    meaning: 'filter_key_status',
    example: 'status:401,5xx',
    ...status((entry) => (entry.kind === 'marker' ? null : entry.sending.status), STATUSES),
  },
  {
    name: 'code',
    meaning: 'filter_key_code',
    example: 'code:INVALID_TOKEN',
    ...text((entry) => present(verdictOf(entry)?.error?.code), { isWhole: true }),
  },
  {
    name: 'method',
    meaning: 'filter_key_method',
    example: 'method:POST',
    ...text((entry) => (entry.kind === 'request' ? [entry.facts.method] : []), {
      isWhole: true,
      words: METHOD_WORDS,
      recorded: () => [],
    }),
  },
  {
    name: 'path',
    meaning: 'filter_key_path',
    example: 'path:/api/assessment',
    ...text((entry) => [lowerUrlParts(entry).path], { recorded: shownPath }),
  },
  {
    name: 'host',
    meaning: 'filter_key_host',
    example: 'host:api.futureguide.id',
    ...text((entry) => present(lowerUrlParts(entry).host)),
  },
  {
    name: 'token',
    meaning: 'filter_key_token',
    example: 'token:9c41*',
    ...text(
      (entry, context) => {
        const record = sentRecord(entry, context);
        return record ? [record.fingerprint, record.id] : [];
      },
      {
        isWhole: true,
        recorded: (entry, context) => present(sentRecord(entry, context)?.fingerprint),
      },
    ),
  },
  {
    name: 'user',
    meaning: 'filter_key_user',
    example: 'user:sari@',
    ...text(
      (entry, context) => {
        const record = sentRecord(entry, context);
        return present(record?.user, record?.subject);
      },
      { recorded: (entry, context) => present(sentRecord(entry, context)?.user) },
    ),
  },
  {
    name: 'job',
    meaning: 'filter_key_job',
    example: 'job:7f3a91',
    ...text((entry, { jobsOf }) => jobsOf(entry.id)),
  },
  {
    name: 'from',
    meaning: 'filter_key_from',
    example: 'from:pollStatus',
    ...text((entry) => present(senderText(entry)), {
      recorded: (entry) => present(senderName(entry)),
    }),
  },
  {
    name: 'by',
    meaning: 'filter_key_by',
    example: 'by:debugger',
    ...choice(REQUESTERS, (entry, word) => by(entry) === word),
  },
  {
    name: 'left',
    meaning: 'filter_key_left',
    example: 'left:<300',
    ...span(shownLeft, ['<0', '<60', '<300', '>=1h']),
  },
  {
    name: 'took',
    meaning: 'filter_key_took',
    example: 'took:>500ms',
    ...span(tookSeconds, ['>500ms', '>1s', '>5s', '>30s']),
  },
  {
    name: 'after',
    meaning: 'filter_key_after',
    example: 'after:-5m',
    ...instant((at, limit) => at >= limit, ['-1m', '-5m', '-30m', '-1h']),
  },
  {
    name: 'before',
    meaning: 'filter_key_before',
    example: 'before:14:05',
    ...instant((at, limit) => at < limit, ['-1m', '-5m', '-30m', '-1h']),
  },
];

const byName = new Map(FILTER_KEYS.map((key) => [key.name, key]));
export const KEY_NAMES: readonly string[] = [...byName.keys()];

export function keyNamed(name: string): FilterKey | null {
  return byName.get(name) ?? null;
}
