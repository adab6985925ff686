import type { RequestFacts } from '../../src/core/recording/request.ts';
import { cssPercent } from '../parts/css-percent.ts';
import { Section } from '../parts/Section.tsx';
import { language, say } from '../words/language.ts';

interface Phase {
  label: string;
  /** ms from the start */
  from: number;
  to: number;
}

/** What is measured of a request's life, in order; none where its start or end is not known. */
function phasesOf({ startedAt, sentAt, respondedAt, endedAt }: RequestFacts): Phase[] {
  if (startedAt === null || endedAt === null || endedAt < startedAt) return [];
  const total = endedAt - startedAt;
  const within = (at: number | null, otherwise: number) =>
    at === null ? otherwise : Math.min(total, Math.max(0, at - startedAt));
  const sent = within(sentAt, 0);
  const responded = Math.max(sent, within(respondedAt, total));
  return [
    { label: say('detail_timing_before'), from: 0, to: sent },
    { label: say('detail_timing_waiting'), from: sent, to: responded },
    { label: say('detail_timing_receiving'), from: responded, to: total },
  ].filter(({ from, to }) => to > from);
}

function milliseconds(ms: number): string {
  return `${Math.round(ms).toLocaleString(language.value.locale)} ms`;
}

/** How long each part of a request took. */
export function Timing({ request }: { request: RequestFacts }) {
  const phases = phasesOf(request);
  const total = phases.at(-1)?.to;
  if (!total) return null;
  return (
    <Section title={say('detail_timing')} note={milliseconds(total)}>
      <table class="timing" aria-label={say('detail_timing')}>
        <tbody>
          {phases.map(({ label, from, to }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td class="track">
                <span
                  style={{
                    marginLeft: cssPercent(from / total),
                    width: cssPercent((to - from) / total),
                  }}
                />
              </td>
              <td class="span">{milliseconds(to - from)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
