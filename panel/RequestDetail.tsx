import type { RequestEntry } from '../src/core/log.ts';
import { BodyView, TextBody } from './BodyView.tsx';
import { CredentialSection } from './CredentialSection.tsx';
import { HeaderTable } from './HeaderTable.tsx';
import type { PanelModel } from './panel-model.ts';
import { RequestSummary } from './RequestSummary.tsx';
import { Section } from './Section.tsx';
import { verdictSentence } from './sentences.ts';
import { VerdictBanner } from './VerdictBanner.tsx';

export function RequestDetail({ entry, model }: { entry: RequestEntry; model: PanelModel }) {
  const { request, verdict } = entry;
  const { requestHeaders, responseHeaders, requestBody } = request;
  return (
    <>
      <VerdictBanner
        verdict={verdict}
        sentence={verdictSentence(entry)}
        certainty={verdict.refusal?.certainty}
        evidence={verdict.refusal?.evidence}
      />
      <Section title="Token" note="Signature not checked">
        <CredentialSection request={request} model={model} />
      </Section>
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
