import { Icon } from '../../panel/parts/Icon.tsx';
import type { IconName } from '../../panel/parts/icons.ts';
import { durationInWords } from '../../panel/words/durations.ts';
import { say, tell } from '../../panel/words/language.ts';
import type { Said } from '../core/language/language.ts';
import type { Standing, Tone } from '../core/session/answer.ts';
import type { SessionFacts } from '../core/session/facts.ts';
import { summaryAt } from '../core/session/summary.ts';

const ICONS: Record<Tone, IconName> = {
  good: 'check',
  warn: 'warning',
  bad: 'cross',
  idle: 'exit',
};

function TimeLeft({ seconds, left }: { seconds: number; left: Said }) {
  return (
    <p class="left">
      <span role="timer" aria-live="off" data-seconds-left={seconds}>
        {durationInWords(seconds)}
      </span>{' '}
      {tell(left)}
    </p>
  );
}

/** Of what the service refuses no time is left; at the edge nobody knows it. */
const WITHOUT_TIME: ReadonlySet<Standing> = new Set(['signed-out', 'refused', 'edge']);

/** The one sentence that is the answer, the time left, and what went wrong last. */
export function AnswerCard({ facts, now }: { facts: SessionFacts; now: number }) {
  const summary = summaryAt(facts, now);
  const { standing, tone, said, secondsLeft, left, lastRefusal, refusedCount } = summary;
  return (
    <>
      <section class="answer" data-tone={tone} data-standing={standing}>
        <Icon name={standing === 'unseen' ? 'question' : ICONS[tone]} />
        <div>
          <p class="sentence">{tell(said)}</p>
          {secondsLeft !== null && left && !WITHOUT_TIME.has(standing) && (
            <TimeLeft seconds={secondsLeft} left={left} />
          )}
        </div>
      </section>
      {summary.noneRefused && <p class="subtle">{tell(summary.noneRefused)}</p>}
      {lastRefusal && (
        <section class="block">
          <h2>{say('popup_last_refusal')}</h2>
          <p>
            {tell(lastRefusal)} {refusedCount && tell(refusedCount)}
          </p>
        </section>
      )}
    </>
  );
}
