import type { Language } from '../../src/core/language/language.ts';
import { htmlReport } from '../../src/core/report/document/html.ts';
import { markdownReport } from '../../src/core/report/document/report-markdown.ts';
import { peopleIn } from '../../src/core/report/people-in.ts';
import type { Report, ReportSource } from '../../src/core/report/report.ts';
import { type PersonNames, withoutPeople } from '../../src/core/report/without-people.ts';
import type { ServiceProfile } from '../../src/core/service/service-profile.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { language } from '../words/language.ts';
import { readingIn, reportIn } from './exports.ts';

export const FORMATS = ['html', 'markdown', 'json'] as const;
export type ReportFormat = (typeof FORMATS)[number];

/** What will leave, to the letter, before it does. */
export interface ReportDraft {
  name: string;
  type: string;
  text: string;
}

const FILES: Record<ReportFormat, Omit<ReportDraft, 'text'>> = {
  html: { name: 'futureguide-report.html', type: 'text/html' },
  markdown: { name: 'futureguide-report.md', type: 'text/markdown' },
  json: { name: 'report.json', type: 'application/json' },
};

function textOf(
  report: Report,
  profile: ServiceProfile,
  format: ReportFormat,
  spoken: Language,
  people: readonly PersonNames[],
): string | Promise<string> {
  const environment = {
    browser: navigator.userAgent,
    language: navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const context = { profile, language: spoken, environment, people };
  if (format === 'html') return htmlReport(report, context);
  if (format === 'markdown') return markdownReport(report, context);
  const shown = report.source.realNames ? report : withoutPeople(report, people);
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/** A report to be shared: in the reader's language, and people have numbers unless they are wanted. */
export async function draftReport(
  model: PanelModel,
  format: ReportFormat,
  realNames: boolean,
): Promise<ReportDraft> {
  const spoken = language.peek();
  const marked = (source: ReportSource): ReportSource =>
    realNames ? { ...source, realNames } : source;
  const reading = readingIn(model);
  const report = reportIn(model, spoken, marked, reading);
  const people = peopleIn(reading.analysis);
  return {
    ...FILES[format],
    text: await textOf(report, model.session.recording.profile, format, spoken, people),
  };
}
