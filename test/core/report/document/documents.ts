import { readFileSync } from 'node:fs';
import { englishUtc } from '../../../../src/core/language/english.ts';
import { languageOf } from '../../../../src/core/language/words.ts';
import { instant } from '../../../../src/core/redaction/shown.ts';
import type { DocumentContext } from '../../../../src/core/report/document/document.ts';
import type { Report } from '../../../../src/core/report/report.ts';
import { futureGuide } from '../../../../src/futureguide.ts';
import { NOON_MS } from '../../recording/legs.ts';
import { API, INCIDENT, reportTelling } from '../report-world.ts';

export const IN_ENGLISH: DocumentContext = {
  profile: futureGuide,
  language: englishUtc,
  environment: { browser: 'Firefox 140', language: 'id-ID', timeZone: 'Asia/Jakarta' },
};

export const IN_INDONESIAN: DocumentContext = {
  ...IN_ENGLISH,
  language: languageOf(
    'id',
    JSON.parse(readFileSync('public/_locales/id/messages.json', 'utf8')),
    'UTC',
  ),
};

/** The incident, and after it so many polls a second apart, every fifth refused. */
export function longReport(polls: number): Report {
  const report = reportTelling(...INCIDENT);
  const { requests } = report;
  const accepted = requests.at(-1);
  const refused = requests.find(({ outcome }) => outcome === 'rejected');
  if (!accepted || !refused) throw new Error('the incident has neither');
  for (let index = 0; index < polls; index += 1) {
    const at = instant(NOON_MS + 20_000 + index * 1_000);
    const url = `${API}/api/assessment/status/job-${index}` as typeof accepted.url;
    const id = `r${requests.length + 1}` as typeof accepted.id;
    const like = index % 5 === 0 ? refused : accepted;
    requests.push({ ...like, id, url, startedAt: at, sentAt: at });
  }
  return report;
}

/** The incident, the refused request of which was sent by a named function of the app. */
export function reportWithSender(functionName: string): Report {
  const report = reportTelling(...INCIDENT);
  for (const request of report.requests)
    if (request.outcome === 'rejected')
      request.initiator = {
        function: functionName as typeof request.id,
        url: 'https://app.futureguide.id/assets/monitor.js' as typeof request.url,
        line: 41,
        column: 9,
      };
  return report;
}
