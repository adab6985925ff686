import type { ReadonlySignal } from '@preact/signals';
import { say } from '../words/language.ts';
import { localDateTime, relativeTime, utcTime } from '../words/times.ts';

interface Props {
  /** ms */
  ms: number;
  /** ms */
  sentAt: number | null;
  /** ms */
  now: ReadonlySignal<number>;
}

function Relative({ ms, now }: Pick<Props, 'ms' | 'now'>) {
  return <>{relativeTime(ms, now.value)}</>;
}

/** A date in a claim: here, in UTC, from now, and from when it was sent. */
export function ClaimDate({ ms, sentAt, now }: Props) {
  return (
    <div class="claim-date">
      <span>
        {localDateTime(ms)} ·{' '}
        <span class="when">
          <Relative ms={ms} now={now} />
        </span>
      </span>
      <span class="subtle">{utcTime(ms)}</span>
      {sentAt !== null && (
        <span>
          {say(ms > sentAt ? 'detail_after_sent' : 'detail_before_sent', {
            span: Math.abs(ms - sentAt) / 1000,
          })}
        </span>
      )}
    </div>
  );
}
