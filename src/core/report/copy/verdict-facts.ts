import { offsetWords } from '../../clock/offset-words.ts';
import { type Language, wordKey } from '../../language/language.ts';
import { scriptUrl } from '../../recording/initiator.ts';
import { instant } from '../../redaction/shown.ts';
import { fingerprint } from '../../token/fingerprint.ts';
import { simulatedCause, sureness } from '../../verdict/causes/simulated.ts';
import { type CallEntry, tokenOf } from '../../verdict/entry.ts';
import type { Verdict } from '../../verdict/verdict.ts';

/** A fact of a verdict, in words and as what others rely on. */
export interface Fact {
  name: string;
  value: string;
  /** a stable id or another text that is no prose */
  code: string | null;
}

function clockWords({ clock }: Verdict, language: Language): string {
  if (!clock) return language.say('detail_clock_here');
  const { host, offsetMs, uncertaintyMs, samples } = clock;
  return language.say('detail_clock_server', {
    host,
    offset: offsetWords(offsetMs / 1000, uncertaintyMs / 1000, language),
    count: samples,
  });
}

function leftWords({ secondsLeft }: Verdict, { say }: Language): string | null {
  if (secondsLeft === null) return null;
  return say(secondsLeft > 0 ? 'detail_left_before' : 'detail_left_after', {
    span: Math.abs(secondsLeft),
  });
}

/** All that is said of a sending, in the order in which a reader asks. */
export function verdictFacts(entry: CallEntry, language: Language): Fact[] {
  const { say } = language;
  const { verdict } = entry;
  const { outcome, validity, refusal, flags, error } = verdict;
  const token = tokenOf(entry);
  const { sentAt, status, sender } = entry.sending;
  const left = leftWords(verdict, language);
  const facts: (Fact | null)[] = [
    {
      name: say('detail_fact_outcome'),
      value: say(wordKey('detail_outcome', outcome)),
      code: outcome,
    },
    refusal && {
      name: say('grid_column_cause'),
      value:
        refusal.cause === 'fault'
          ? say('cause_simulated', { what: simulatedCause(verdict) })
          : say(wordKey('cause', refusal.cause)),
      code: refusal.cause,
    },
    // That the reason is unknown is not itself in doubt.
    refusal && refusal.cause !== 'unknown'
      ? {
          name: say('detail_fact_certainty'),
          value: say(wordKey('certainty', sureness(refusal))),
          code: refusal.certainty,
        }
      : null,
    status === null && !error?.code
      ? null
      : {
          name: say('detail_fact_answer'),
          value: error?.message ?? '',
          code: [status, error?.code].filter(Boolean).join(' '),
        },
    {
      name: say('detail_tab_token'),
      value: say(wordKey('detail_validity', validity)),
      code: validity,
    },
    left === null ? null : { name: say('detail_fact_left'), value: left, code: null },
    sentAt === null
      ? null
      : {
          name: say('detail_fact_sent'),
          value: say('timeline_date', { at: sentAt }),
          code: instant(sentAt),
        },
    { name: say('detail_fact_clock'), value: clockWords(verdict, language), code: null },
    ...flags.map((flag) => ({
      name: say('detail_fact_flag'),
      value: say(wordKey('flag', flag)),
      code: flag,
    })),
    sender && {
      name: say('grid_column_initiator'),
      value: sender.functionName,
      code: `${scriptUrl(sender)}:${sender.line}`,
    },
    token === null
      ? null
      : { name: say('detail_fact_fingerprint'), value: '', code: fingerprint(token) },
  ];
  return facts.filter((fact) => fact !== null);
}
