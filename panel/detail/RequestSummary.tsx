import type { RequestEntry } from '../../src/core/log.ts';
import { durationInWords } from '../parts/durations.ts';
import { shownUrl } from '../parts/shown-url.ts';
import { localDateTime, preciseTime, utcTime } from '../parts/times.ts';
import { statusWords } from '../words/sentences.ts';

function spanWords(from: number | null, to: number | null): string | null {
  if (from === null || to === null || to < from) return null;
  const ms = Math.round(to - from);
  return ms < 10_000 ? `${ms} ms` : durationInWords(ms / 1000);
}

/** Address, status and times of a request. */
export function RequestSummary({ entry }: { entry: RequestEntry }) {
  const { url, method, sentAt, startedAt, endedAt, by, byWorker, fromCache, redirectUrl, error } =
    entry.request;
  const took = spanWords(startedAt, endedAt);
  const facts: [name: string, value: string | null][] = [
    ['URL', shownUrl(url).full],
    ['Method', method],
    ['Status', statusWords(entry.request)],
    ['Error', error],
    [
      'Sent',
      sentAt === null ? null : `${localDateTime(sentAt).split(', ')[0]}, ${preciseTime(sentAt)}`,
    ],
    ['Sent (UTC)', sentAt === null ? null : utcTime(sentAt)],
    ['Took', took],
    ['Redirected to', redirectUrl && shownUrl(redirectUrl).full],
    ['Made by', by === 'debugger' ? 'this debugger' : byWorker ? 'a worker of the page' : null],
    ['From cache', fromCache ? 'yes' : null],
  ];
  return (
    <dl class="pairs">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
