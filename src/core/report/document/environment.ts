import { offsetWords } from '../../clock/offset-words.ts';
import type { Language } from '../../language/language.ts';
import type { Report } from '../report-schema.ts';

/** Where a recording was made, as far as it is known. */
export interface MadeIn {
  /** as it names itself */
  browser: string | null;
  /** of the browser, as BCP 47 writes it */
  language: string | null;
  /** IANA name */
  timeZone: string | null;
}

/** A name with what it stands for, for a table. */
export interface NamedFact {
  name: string;
  value: string;
}

function clockWords({ clock }: Report, language: Language): string {
  if (!clock) return language.say('detail_clock_here');
  const { host, offsetSeconds, uncertaintySeconds, samples } = clock;
  return language.say('detail_clock_server', {
    host,
    offset: offsetWords(offsetSeconds, uncertaintySeconds, language),
    count: samples,
  });
}

/** What a developer asks first about a report from elsewhere. */
export function environmentFacts(
  report: Report,
  { browser, language: spoken, timeZone }: MadeIn,
  language: Language,
): NamedFact[] {
  const { say } = language;
  const facts: [name: string, value: string | null][] = [
    [say('document_files'), report.source.names?.join(', ') ?? null],
    [say('document_browser'), browser],
    [say('settings_language'), spoken],
    [say('claim_zoneinfo'), timeZone],
    [say('clock_server'), clockWords(report, language)],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
