import type { Report } from '../core/report/report.ts';

/** So many list items go out at once. */
const BATCH = 500;

/** The report as JSON, each item of a list on a line of its own; never one text as long as all. */
export function* reportAsJson(report: Report): Generator<string> {
  let opening = '{';
  for (const [name, value] of Object.entries(report)) {
    yield `${opening}${JSON.stringify(name)}:`;
    if (Array.isArray(value) && value.length > 0) yield* listAsJson(value);
    else yield JSON.stringify(value);
    opening = ',\n';
  }
  yield '}\n';
}

function* listAsJson(items: readonly unknown[]): Generator<string> {
  for (let from = 0; from < items.length; from += BATCH) {
    const batch = items.slice(from, from + BATCH).map((item) => JSON.stringify(item));
    yield `${from === 0 ? '[\n' : ',\n'}${batch.join(',\n')}`;
  }
  yield '\n]';
}
