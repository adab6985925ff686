import { useState } from 'preact/hooks';
import { claimMeaning, headerMeaning } from '../../src/core/token/claim-meanings.ts';
import { isStandIn } from '../../src/core/token/fingerprint.ts';
import type { DecodedToken } from '../../src/core/token/jwt.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { Section } from '../parts/Section.tsx';
import { say } from '../words/language.ts';
import { ClaimChanges } from './ClaimChanges.tsx';
import { ClaimTable } from './ClaimTable.tsx';
import { lifeNotes } from './life-notes.ts';
import { RawToken } from './RawToken.tsx';
import { hasPersonal, shownClaims } from './shown-claims.ts';
import { tokenNotes } from './token-notes.ts';

interface Props {
  token: string;
  decoded: Extract<DecodedToken, { kind: 'jws' }>;
  /** ms; null where it is not known */
  sentAt: number | null;
  model: PanelModel;
}

/** A token's claims and header in words; never its signature. */
export function TokenView({ token, decoded, sentAt, model }: Props) {
  const [showsPersonal, setShowsPersonal] = useState(false);
  const { header, claims } = decoded;
  const { expiringSeconds } = model.settings.value;
  const times = { sentAt, now: model.serverNow };
  const shown = shownClaims(claims, showsPersonal);
  const notes = [
    ...tokenNotes(claims, sentAt ?? model.serverNow.peek()),
    ...lifeNotes(claims, expiringSeconds),
  ];
  return (
    <>
      {notes.map((note) => (
        <p key={note} class="detail-note">
          {note}
        </p>
      ))}
      <ClaimChanges token={token} showsPersonal={showsPersonal} model={model} />
      <Section title={say('detail_claims')}>
        <div class="claim-tools">
          {hasPersonal(claims) && (
            <button
              type="button"
              class="button"
              aria-pressed={showsPersonal}
              onClick={() => setShowsPersonal(!showsPersonal)}
            >
              {say('detail_show_personal')}
            </button>
          )}
          <CopyButton label={say('copy_claims')} text={() => JSON.stringify(shown, null, 2)} />
        </div>
        <ClaimTable claims={shown} meaning={claimMeaning} {...times} />
      </Section>
      <Section title={say('detail_header')}>
        <ClaimTable claims={shownClaims(header, true)} meaning={headerMeaning} {...times} />
      </Section>
      {!isStandIn(token) && (
        <Section title={say('detail_raw')} note={say('detail_raw_note')} isOpen={false}>
          <RawToken token={token} />
        </Section>
      )}
    </>
  );
}
