import type { RequestFacts } from '../../src/core/request.ts';
import { credentialWords } from '../credential/credential-words.ts';
import type { PanelModel } from '../panel-model.ts';
import { RowProbe } from './RowProbe.tsx';
import { TokenView } from './TokenView.tsx';

interface Props {
  request: RequestFacts;
  /** ms; what the server's clock showed beyond this computer's when it was sent */
  clockAhead: number;
  model: PanelModel;
}

/** The token that a request carried, or why there is none to show. */
export function CredentialSection({ request, clockAhead, model }: Props) {
  const { credential, requestHeaders, sentAt } = request;
  if (requestHeaders === null) return <p>The request headers were not recorded.</p>;
  switch (credential.kind) {
    case 'absent':
      return <p>The request had no Authorization header.</p>;
    case 'wrong-scheme':
    case 'placeholder':
      return <p>{credentialWords(request).title}.</p>;
    case 'token':
      return (
        <>
          {credential.quoted && <p>It was sent in quotation marks.</p>}
          <RowProbe token={credential.token} model={model} />
          <TokenView
            token={credential.token}
            sentAt={sentAt === null ? null : sentAt + clockAhead}
            model={model}
          />
        </>
      );
  }
}
