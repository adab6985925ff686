import { decodedOf, tokenOf } from '../../src/core/verdict/entry.ts';
import './detail.css';
import './claims.css';
import { wordKey } from '../../src/core/language/language.ts';
import type { DecodedToken } from '../../src/core/token/jwt.ts';
import { credentialWords } from '../credential/credential-words.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import type { Opened } from './opened.ts';
import { TokenLine } from './TokenLine.tsx';
import { TokenName } from './TokenName.tsx';
import { TokenView } from './TokenView.tsx';

interface Props {
  entry: Opened;
  /** ms, by the clock that the token was judged by; null where it is not known */
  sentAt: number | null;
  model: PanelModel;
}

function absence(entry: Opened): string {
  if (entry.kind === 'socket') return say('detail_token_none');
  const { credential, requestHeaders } = entry.facts;
  if (requestHeaders === null) return say('detail_headers_not_recorded');
  if (credential.kind === 'absent') return say('detail_token_no_header');
  return `${credentialWords(entry.facts).title}.`;
}

interface ContentProps {
  token: string;
  decoded: DecodedToken;
  sentAt: number | null;
  model: PanelModel;
}

/** What can be read of a token, or why nothing can. */
export function TokenContent({ token, decoded, sentAt, model }: ContentProps) {
  switch (decoded.kind) {
    case 'jws':
      return (
        <TokenView key={token} token={token} decoded={decoded} sentAt={sentAt} model={model} />
      );
    case 'opaque':
      return (
        <p class="detail-note">
          {say(decoded.encrypted ? 'detail_token_encrypted' : 'detail_token_opaque')}
        </p>
      );
    case 'malformed':
      return <p class="detail-note">{say(wordKey('detail_token_malformed', decoded.reason))}</p>;
  }
}

/** The token that was sent, as far as it can be read, or why there is none to show. */
export function TokenTab({ entry, sentAt, model }: Props) {
  const token = tokenOf(entry);
  const decoded = decodedOf(entry);
  if (token === null || decoded === null) return <p class="detail-note">{absence(entry)}</p>;
  const isQuoted =
    entry.kind === 'request' &&
    entry.facts.credential.kind === 'token' &&
    entry.facts.credential.quoted;
  return (
    <>
      <TokenName token={token} decoded={decoded} model={model}>
        <span class="subtle">{say('detail_signature_unchecked')}</span>
      </TokenName>
      <TokenLine decoded={decoded} sentAt={sentAt} />
      {isQuoted && <p class="detail-note">{say('detail_token_quoted')}</p>}
      <TokenContent token={token} decoded={decoded} sentAt={sentAt} model={model} />
    </>
  );
}
