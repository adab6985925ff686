import type { RequestEntry } from '../../src/core/log.ts';
import type { PanelModel } from '../panel-model.ts';
import { Section } from '../parts/Section.tsx';
import { BodyView, TextBody } from './BodyView.tsx';
import { ChainSection } from './ChainSection.tsx';
import { CredentialSection } from './CredentialSection.tsx';
import { HeaderTable } from './HeaderTable.tsx';
import { RequestSummary } from './RequestSummary.tsx';

interface Props {
  entry: RequestEntry;
  /** ms; what the server's clock showed beyond this computer's when it was sent */
  clockAhead: number;
  model: PanelModel;
}

/** What was sent and what was answered. */
export function RequestDetail({ entry, clockAhead, model }: Props) {
  const { request } = entry;
  const { requestHeaders, responseHeaders, requestBody, credential } = request;
  return (
    <>
      <Section title="Token" note="Signature not checked">
        <CredentialSection request={request} clockAhead={clockAhead} model={model} />
      </Section>
      {credential.kind === 'token' && <ChainSection token={credential.token} model={model} />}
      <Section title="General">
        <RequestSummary entry={entry} />
      </Section>
      <Section title="Request headers">
        <HeaderTable headers={requestHeaders} state={request.state} />
      </Section>
      {requestBody && (
        <Section title="Request body">
          <TextBody text={requestBody} isTruncated={false} />
        </Section>
      )}
      <Section title="Response headers">
        <HeaderTable headers={responseHeaders} state={request.state} />
      </Section>
      <Section title="Response body">
        <BodyView body={request.body} state={request.state} />
      </Section>
    </>
  );
}
