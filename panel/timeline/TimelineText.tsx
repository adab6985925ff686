import { type LaneSummary, summarise } from '../../src/core/timeline/lane-summary.ts';
import type { SocketSpan } from '../../src/core/timeline/spans.ts';
import type { Timeline } from '../../src/core/timeline/timeline.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import type { Stage } from './stage.ts';
import {
  type Caption,
  countWords,
  jobCaption,
  laneTitle,
  moreWords,
  socketCaption,
  tokenCaption,
} from './timeline-words.ts';

/** So many of each kind are told, the newest; more would be read to nobody's use. */
const MAX_TOLD = 40;

function sentence({ title, lines }: Caption): string {
  return [title, ...lines].join('; ');
}

function LaneText({ summary, nowMs }: { summary: LaneSummary; nowMs: number }) {
  const { lane, tokens, olderTokens, counts } = summary;
  return (
    <li>
      {laneTitle(lane)}: {countWords(counts)}
      <ul>
        {olderTokens > 0 && <li>{moreWords(olderTokens)}</li>}
        {tokens.map(({ token, counts: ofToken }) => (
          <li key={token.id}>
            {sentence(tokenCaption(token, nowMs))}; {countWords(ofToken)}
          </li>
        ))}
      </ul>
    </li>
  );
}

function others({ rows }: Timeline, nowMs: number): string[] {
  const spans = rows.flatMap((row) => row.spans);
  const sockets = spans.filter((span): span is SocketSpan => span.kind === 'socket');
  const jobs = spans.filter((span) => span.kind === 'job');
  return [
    ...sockets.slice(-MAX_TOLD).map((span) => sentence(socketCaption(span, nowMs))),
    ...jobs.slice(-MAX_TOLD).map((span) => sentence(jobCaption(span, nowMs))),
  ];
}

/** The timeline in words: what a canvas holds for those who cannot see it. */
export function TimelineText({ stage, model }: { stage: Stage; model: PanelModel }) {
  const timeline = stage.told.value;
  if (!timeline) return null;
  const nowMs = model.now.peek();
  const { links } = timeline;
  return (
    <ul aria-label={say('timeline_text')}>
      {summarise(timeline, MAX_TOLD)
        .filter(({ lane }) => lane.kind !== 'sockets' && lane.kind !== 'jobs')
        .map((summary, index) => (
          <LaneText key={index} summary={summary} nowMs={nowMs} />
        ))}
      {links
        .flatMap(({ from, to, mark }) =>
          from && to ? (
            <li key={mark.id}>
              {say('timeline_refresh', { from: from.fingerprint, to: to.fingerprint })}
            </li>
          ) : (
            []
          ),
        )
        .slice(-MAX_TOLD)}
      {others(timeline, nowMs).map((text, index) => (
        <li key={index}>{text}</li>
      ))}
    </ul>
  );
}
