import { refusalsOf } from '../../jobs/health.ts';
import type { Language } from '../../language/language.ts';
import type { ServiceProfile } from '../../service/service-profile.ts';
import type { Report } from '../report-schema.ts';
import { type PersonNames, withoutPeople } from '../without-people.ts';
import { environmentFacts, type MadeIn, type NamedFact } from './environment.ts';
import { type ExplainedFinding, explainedFindings } from './explained.ts';
import { headlineOf } from './headline.ts';
import { type NamedRequest, namedRequests, tokenFacts } from './named.ts';
import { type RefusedRow, refusedRows } from './refused-rows.ts';
import { type Step, storyOf } from './story.ts';

/** What a document needs to know beside the report that it tells. */
export interface DocumentContext {
  profile: ServiceProfile;
  /** of its words; the sentences of the report are in the language in which it was made */
  language: Language;
  environment: MadeIn;
  /** who is known to be in the report, where more is known than it says itself */
  people?: readonly PersonNames[];
}

/** A report as it is told to people, whatever it is written in. */
export interface ReportDocument {
  report: Report;
  title: string;
  /** sentences */
  headline: string[];
  isBad: boolean;
  /** from when to when; null where no time is known */
  period: string | null;
  story: Step[];
  refusals: RefusedRow[];
  /** first those that explain refusals */
  findings: ExplainedFinding[];
  named: NamedRequest[];
  /** each token's id with whose it is and when it is valid */
  tokens: NamedFact[];
  health: NamedFact[];
  environment: NamedFact[];
  /** who made it, and what is not in it */
  notes: string[];
}

function periodOf({ requests }: Report, { say }: Language): string | null {
  const times = requests.flatMap(({ startedAt }) => startedAt ?? []);
  const from = times[0];
  const to = times.at(-1);
  if (from === undefined || to === undefined) return null;
  return say('timeline_span', {
    from: { key: 'timeline_date', values: { at: from } },
    to: { key: 'timeline_date', values: { at: to } },
    seconds: (Date.parse(to) - Date.parse(from)) / 1000,
  });
}

/** A refresh of another tab is none of this one's, and yet it may be why this one's failed. */
function refreshesText({ health, refreshes }: Report, { say }: Language): string {
  const shown = say('health_succeeded', {
    succeeded: health.refreshes - health.refreshFailures,
    started: health.refreshes,
  });
  const count = refreshes.filter(({ by }) => by === 'another-tab').length;
  return count === 0 ? shown : say('document_refreshes_elsewhere', { shown, count });
}

function healthFacts(report: Report, language: Language): NamedFact[] {
  const { health } = report;
  const { say, format } = language;
  const { invalidToken, authenticated, invalidTokenRate, assessments } = health;
  const rate = invalidTokenRate === null ? '' : ` = ${format(invalidTokenRate, 'percent')}`;
  const invalid = say('evidence_rate', { invalidToken, authenticated }) + rate;
  const hasRefreshes = report.refreshes.length > 0;
  const monitored = format(health.monitoringSeconds, 'duration');
  const assessed = say('health_succeeded', { ...assessments });
  return [
    ...(authenticated > 0 ? [{ name: 'INVALID_TOKEN', value: invalid }] : []),
    { name: say('health_refused'), value: format(refusalsOf(health), 'plain') },
    { name: say('filter_chip_sent_expired'), value: format(health.sentExpired, 'plain') },
    ...(hasRefreshes
      ? [{ name: say('filter_chip_refresh'), value: refreshesText(report, language) }]
      : []),
    ...(assessments.started > 0 ? [{ name: say('health_assessments'), value: assessed }] : []),
    ...(health.monitoringSeconds > 0 ? [{ name: say('health_monitored'), value: monitored }] : []),
  ];
}

/** Tells a report. People have numbers in it, unless the report is marked to name them. */
export function documentOf(report: Report, context: DocumentContext): ReportDocument {
  const { language, environment, profile } = context;
  const { say } = language;
  const { realNames } = report.source;
  const shown = realNames ? report : withoutPeople(report, context.people);
  const { name, version } = shown.tool;
  const refusals = refusedRows(shown, language);
  const findings = explainedFindings(shown);
  return {
    report: shown,
    title: say('document_title'),
    headline: headlineOf(shown, profile, language, findings),
    isBad: refusals.length > 0,
    period: periodOf(shown, language),
    story: storyOf(shown, profile, language),
    refusals,
    findings,
    named: namedRequests(shown, language),
    tokens: tokenFacts(shown, language),
    health: healthFacts(shown, language),
    environment: environmentFacts(shown, environment, language),
    notes: [
      say('detail_ticket_made_by', { name, version }),
      say(realNames ? 'document_real_names' : 'document_no_names'),
    ],
  };
}
