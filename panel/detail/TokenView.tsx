import { claimMeaning, headerMeaning } from '../../src/core/claim-meanings.ts';
import { fingerprint } from '../../src/core/fingerprint.ts';
import { decodeToken } from '../../src/core/jwt.ts';
import { redactJson, redactSecret } from '../../src/core/redact.ts';
import type { PanelModel } from '../panel-model.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { ClaimTable } from './ClaimTable.tsx';
import { tokenNotes } from './token-notes.ts';

interface Props {
  token: string;
  /** ms; null where it is not known */
  sentAt: number | null;
  model: PanelModel;
}

/** A token's claims and header in words; never the token. */
export function TokenView({ token, sentAt, model }: Props) {
  const decoded = decodeToken(token);
  const name = (
    <p class="token-name">
      <code>{redactSecret(token)}</code>
      {token === model.snapshot.value.current?.token && <span> the current token</span>}
    </p>
  );
  if (decoded.kind === 'opaque')
    return (
      <>
        {name}
        <p>
          {decoded.encrypted
            ? 'It is encrypted (JWE): nothing can be read from it.'
            : 'It is no JWT: nothing can be read from it.'}
        </p>
      </>
    );
  if (decoded.kind === 'malformed')
    return (
      <>
        {name}
        <p>
          It cannot be decoded: its{' '}
          {decoded.reason === 'parts' ? 'number of parts is wrong' : `${decoded.reason} is damaged`}
          .
        </p>
      </>
    );
  const nowMs = model.serverNow.peek();
  return (
    <>
      {name}
      {tokenNotes(decoded.claims, sentAt ?? nowMs).map((note) => (
        <p key={note}>{note}</p>
      ))}
      <ClaimTable
        claims={decoded.claims}
        meaning={claimMeaning}
        sentAt={sentAt}
        now={model.serverNow}
      />
      <h3>Header</h3>
      <ClaimTable
        claims={decoded.header}
        meaning={headerMeaning}
        sentAt={sentAt}
        now={model.serverNow}
      />
      <CopyButton
        key={fingerprint(token)}
        label="Copy these claims"
        text={() => JSON.stringify(redactJson(decoded.claims), null, 2)}
      />
    </>
  );
}
