import type { PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { relativeTime, utcTime } from '../parts/times.ts';
import { otherStoredTokens, type StoredToken } from './stored-tokens.ts';

function expiryWords(expiresAt: number | null, nowMs: number): string {
  if (expiresAt === null) return 'no expiry';
  const when = relativeTime(expiresAt, nowMs);
  return expiresAt <= nowMs ? `expired ${when}` : `expires ${when}`;
}

function StoredLine({ stored, nowMs }: { stored: StoredToken; nowMs: number }) {
  const { fingerprint, places, expiresAt, isActive, isLeftover, isQuoted } = stored;
  return (
    <li>
      <code class="fingerprint">{fingerprint}</code>
      <span class="places">{places.join(', ')}</span>
      <span title={expiresAt === null ? undefined : utcTime(expiresAt)}>
        {expiryWords(expiresAt, nowMs)}
      </span>
      {isActive && <strong>the app will send this one next</strong>}
      {isLeftover && <span class="leftover">left over from an older build</span>}
      {isQuoted && <span>stored in quotes</span>}
    </li>
  );
}

/** What storage holds that differs from the token in use. */
export function StorageNotes({ model }: { model: PanelModel }) {
  const { storage, current } = model.snapshot.value;
  if (!storage) return null;
  const { profile } = model.session.recording;
  const others = otherStoredTokens(profile, storage, current?.token ?? null);
  if (others.length === 0) return null;
  const nowMs = model.now.peek();
  const isHarmless = others.every(({ isLeftover }) => isLeftover);
  const noun = others.length === 1 ? 'another token' : `${others.length} other tokens`;
  return (
    <details class={isHarmless ? 'note stored' : 'note stored warn'} open={!isHarmless}>
      <summary>
        <Icon name={isHarmless ? 'info' : 'warning'} />
        Storage holds {noun} than the one {current?.seenIn === 'storage' ? 'in use' : 'sent'}
        {isHarmless && ', left over from an older build'}
      </summary>
      <ul>
        {others.map((stored) => (
          <StoredLine key={stored.fingerprint} stored={stored} nowMs={nowMs} />
        ))}
      </ul>
    </details>
  );
}
