import type { Requester } from '../../language/stable-words.ts';
import type { Report, ReportFinding } from '../report-schema.ts';

/** The report has times to the ms. */
const TIMES_TO_MS = 1;

/** From the start of the first refresh of a race to that of its last, in ms. */
function spansOf(finding: ReportFinding | undefined): { from: number; to: number }[] {
  return (finding?.evidence ?? []).flatMap(({ id, values }) => {
    const { at, withinSeconds } = values;
    if (id !== 'race' || typeof at !== 'string' || typeof withinSeconds !== 'number') return [];
    const from = Date.parse(at);
    return [{ from: from - TIMES_TO_MS, to: from + withinSeconds * 1000 + TIMES_TO_MS }];
  });
}

/**
 * The refused refreshes in whose race another one got a new token, with who had asked for that one,
 * as the finding `refresh-race` has them.
 */
export function raceWinners({ requests, refreshes, findings }: Report): Map<string, Requester> {
  const lost = new Map<string, Requester>();
  const finding = findings.find(({ code }) => code === 'refresh-race');
  if (!finding) return lost;
  const byId = new Map(requests.map((request) => [request.id, request]));
  const racing = refreshes.filter(({ request }) => finding.requests.includes(request));
  const startOf = ({ request }: (typeof racing)[number]) =>
    Date.parse(byId.get(request)?.startedAt ?? '');
  for (const { from, to } of spansOf(finding)) {
    const race = racing.filter((one) => startOf(one) >= from && startOf(one) <= to);
    const winner = race.find(({ outcome }) => outcome === 'accepted');
    if (!winner) continue;
    for (const { request, outcome } of race)
      if (outcome === 'rejected') lost.set(request, winner.by);
  }
  return lost;
}
