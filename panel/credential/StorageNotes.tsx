import './stored.css';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { relativeTime, utcTime } from '../words/times.ts';
import { isReplaced, type StoredToken } from './other-stored-tokens.ts';

function expiryWords(expiresAt: number | null, nowMs: number): string {
  if (expiresAt === null) return say('stored_no_expiry');
  const when = relativeTime(expiresAt, nowMs);
  return expiresAt <= nowMs ? say('stored_expired', { when }) : say('stored_expires', { when });
}

function StoredLine({ stored, nowMs }: { stored: StoredToken; nowMs: number }) {
  const { token, places, expiresAt, isActive, isLeftover, isQuoted } = stored;
  return (
    <li>
      <code class="fingerprint">{fingerprint(token)}</code>
      <span class="places">{places.join(', ')}</span>
      <span title={expiresAt === null ? undefined : utcTime(expiresAt)}>
        {expiryWords(expiresAt, nowMs)}
      </span>
      {isActive && <strong>{say('stored_next')}</strong>}
      {isLeftover && <span class="leftover">{say('stored_leftover')}</span>}
      {isQuoted && <span>{say('stored_quoted')}</span>}
    </li>
  );
}

interface Props {
  model: PanelModel;
  /** at least one */
  others: readonly StoredToken[];
}

/** What storage holds that differs from the token in use. */
export function StorageNotes({ model, others }: Props) {
  const nowMs = model.now.peek();
  const isHarmless = others.every(({ isLeftover }) => isLeftover);
  const { chains } = model.snapshot.value.analysis;
  const areOld = others.every(({ token }) => isReplaced(chains, token));
  return (
    <details class={isHarmless ? 'note stored' : 'note stored warn'} open={!isHarmless}>
      <summary>
        <Icon name={isHarmless ? 'info' : 'warning'} />
        {areOld
          ? say('credential_old_stored')
          : say('stored_beside_used', { count: others.length })}
        {isHarmless && say('stored_harmless')}
      </summary>
      <ul>
        {others.map((stored) => (
          <StoredLine key={stored.token} stored={stored} nowMs={nowMs} />
        ))}
      </ul>
    </details>
  );
}
