import './refresh.css';
import type { TokenTimes } from '../../src/core/verdict/refresh-outcome.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { ActNote } from '../parts/ActNote.tsx';
import { say } from '../words/language.ts';
import { refreshSentence, refreshTone } from '../words/refresh-sentences.ts';
import { localTime, utcTime } from '../words/times.ts';
import { isNews } from './refresh-news.ts';

function expiryWords(expiresAt: number | null, nowMs: number): string {
  if (expiresAt === null) return say('refresh_no_expiry');
  const at = localTime(expiresAt, nowMs);
  return expiresAt <= nowMs ? say('refresh_expired_at', { at }) : say('refresh_expires_at', { at });
}

function Expiry({ times, nowMs }: { times: TokenTimes | null; nowMs: number }) {
  if (!times) return <span>{say('refresh_no_token')}</span>;
  const { fingerprint, expiresAt } = times;
  return (
    <span title={expiresAt === null ? undefined : utcTime(expiresAt)}>
      <code>{fingerprint}</code> {expiryWords(expiresAt, nowMs)}
    </span>
  );
}

/** How the last refresh on demand ended, with the token before and after it. */
export function RefreshResult({ model }: { model: PanelModel }) {
  const { last, running } = model.snapshot.value.refresh;
  if (!last || running || !isNews(last, model.snapshot.value, model.now.value)) return null;
  const { outcome, at } = last;
  return (
    <ActNote
      tone={refreshTone(outcome)}
      at={at}
      model={model}
      kind={{ 'data-refresh': outcome.kind }}
    >
      {refreshSentence(outcome, at)}
      {outcome.kind === 'refreshed' && (
        <span class="before-after" title={outcome.places.join('\n')}>
          <Expiry times={outcome.before} nowMs={at} />
          <span class="arrow">→</span>
          <Expiry times={outcome.after} nowMs={at} />
        </span>
      )}
    </ActNote>
  );
}
