import type { TokenTimes } from '../../src/core/refresh.ts';
import type { PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { localTime, relativeTime, utcTime } from '../parts/times.ts';
import { refreshSentence, refreshTone } from '../words/refresh-sentences.ts';

const ICON = { good: 'check', bad: 'cross', warn: 'warning' } as const;

function Expiry({ times, nowMs }: { times: TokenTimes | null; nowMs: number }) {
  if (!times) return <span>none</span>;
  const { fingerprint, expiresAt } = times;
  const verb = expiresAt !== null && expiresAt <= nowMs ? 'expired' : 'expires';
  return (
    <span title={expiresAt === null ? undefined : utcTime(expiresAt)}>
      <code>{fingerprint}</code>
      {expiresAt === null ? ' (no expiry)' : ` ${verb} ${localTime(expiresAt, nowMs)}`}
    </span>
  );
}

/** How the last refresh on demand ended, with the token before and after it. */
export function RefreshResult({ model }: { model: PanelModel }) {
  const { last, running } = model.snapshot.value.refresh;
  if (!last || running) return null;
  const { outcome, at } = last;
  const tone = refreshTone(outcome);
  return (
    <div class={`note ${tone}`} data-refresh={outcome.kind}>
      <Icon name={ICON[tone]} />
      <span role="status">
        {refreshSentence(outcome, at)}
        {outcome.kind === 'refreshed' && (
          <span class="before-after" title={outcome.places.join('\n')}>
            <Expiry times={outcome.before} nowMs={at} />
            <span class="arrow">→</span>
            <Expiry times={outcome.after} nowMs={at} />
          </span>
        )}
      </span>
      <Ago at={at} model={model} />
    </div>
  );
}

function Ago({ at, model }: { at: number; model: PanelModel }) {
  return <span class="ago">{relativeTime(at, model.now.value)}</span>;
}
