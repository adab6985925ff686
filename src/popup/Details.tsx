import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from '../../panel/parts/Icon.tsx';
import { language, say } from '../../panel/words/language.ts';
import { offsetWords } from '../core/clock/offset-words.ts';
import { wordKey } from '../core/language/language.ts';
import type { SessionFacts } from '../core/session/facts.ts';

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ facts }: { facts: SessionFacts }) {
  const { token, fingerprint, generation, clock, counts, lastRefusal } = facts;
  const { format } = language.value;
  const expiresAt = token?.kind === 'readable' ? token.expiresAt : null;
  return (
    <dl>
      {fingerprint && (
        <Fact name={say('grid_column_token')}>
          <code>{fingerprint}</code> {generation && `Auth ${generation.toUpperCase()}`}
        </Fact>
      )}
      {expiresAt !== null && <Fact name="exp">{format(expiresAt, 'date')}</Fact>}
      <Fact name={say('grid_name')}>
        {say('popup_requests_counted', { requests: counts.requests, refused: counts.refused })}
      </Fact>
      {lastRefusal && (
        <Fact name={say('popup_cause')}>
          {say(wordKey('cause', lastRefusal.cause))} (
          {say(wordKey('certainty', lastRefusal.certainty))})
        </Fact>
      )}
      {clock && (
        <Fact name={say('clock_server')}>
          {say('popup_clock_offset', {
            offset: offsetWords(clock.offsetMs / 1000, clock.uncertaintyMs / 1000, language.value),
          })}
        </Fact>
      )}
    </dl>
  );
}

/** What a developer would ask next; folded away from everybody else, and not drawn before it is asked for. */
export function Details({ facts }: { facts: SessionFacts }) {
  const isOpen = useSignal(false);
  return (
    <details
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>
        <Icon name="fold" />
        {say('popup_details')}
      </summary>
      {isOpen.value && <Facts facts={facts} />}
    </details>
  );
}
