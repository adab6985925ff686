import { framesOfPage } from '../../src/core/recording/initiator.ts';
import type { RequestFacts } from '../../src/core/recording/request.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Section } from '../parts/Section.tsx';
import { say } from '../words/language.ts';
import { shownUrl } from '../words/shown-url.ts';
import { preciseTime, shortDay, utcTime } from '../words/times.ts';
import { TextBody } from './BodyView.tsx';
import { HeaderTable } from './HeaderTable.tsx';
import { InitiatorView } from './InitiatorView.tsx';
import { type NamedValue, Pairs } from './Pairs.tsx';

function makerOf({ by, byWorker }: RequestFacts): string | null {
  if (by === 'debugger') return say('detail_by_debugger');
  if (by === 'another-tab') return say('detail_by_another_tab');
  return byWorker ? say('detail_by_worker') : null;
}

function dayAndTime(ms: number | null): string | null {
  return ms === null ? null : `${shortDay(ms)}, ${preciseTime(ms)}`;
}

function general(request: RequestFacts): NamedValue[] {
  const { url, method, startedAt, sentAt, resourceType } = request;
  return [
    [say('detail_url'), shownUrl(url).full],
    [say('grid_column_method'), method],
    [say('detail_type'), resourceType],
    [say('detail_started'), dayAndTime(startedAt)],
    [say('detail_sent'), dayAndTime(sentAt)],
    [say('detail_sent_utc'), sentAt === null ? null : utcTime(sentAt)],
    [say('detail_made_by'), makerOf(request)],
  ];
}

function queryOf(url: string): NamedValue[] {
  const { full } = shownUrl(url);
  return URL.canParse(full) ? [...new URL(full).searchParams] : [];
}

/** What was sent, without secrets. */
export function RequestTab({ request, model }: { request: RequestFacts; model: PanelModel }) {
  const { url, requestHeaders, requestBody, state } = request;
  const initiator = framesOfPage(request.initiator);
  const query = queryOf(url);
  return (
    <>
      <Section title={say('detail_general')}>
        <Pairs pairs={general(request)} />
      </Section>
      {initiator.length > 0 && (
        <Section title={say('grid_column_initiator')}>
          <InitiatorView frames={initiator} model={model} />
        </Section>
      )}
      {query.length > 0 && (
        <Section title={say('detail_query')} note={String(query.length)}>
          <Pairs isMono pairs={query} />
        </Section>
      )}
      <Section title={say('detail_request_headers')} note={requestHeaders?.length.toString()}>
        <HeaderTable headers={requestHeaders} state={state} />
      </Section>
      {requestBody && (
        <Section title={say('detail_body')}>
          <TextBody text={requestBody} isTruncated={false} />
        </Section>
      )}
    </>
  );
}
