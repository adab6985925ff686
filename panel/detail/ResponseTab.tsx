import { isKeptByCache } from '../../src/core/recording/kept-by-cache.ts';
import type { RequestFacts } from '../../src/core/recording/request.ts';
import { Section } from '../parts/Section.tsx';
import { say } from '../words/language.ts';
import { statusWords } from '../words/sentences.ts';
import { shownUrl } from '../words/shown-url.ts';
import { BodyView } from './BodyView.tsx';
import { HeaderTable } from './HeaderTable.tsx';
import { type NamedValue, Pairs } from './Pairs.tsx';
import { Timing } from './Timing.tsx';

function general(request: RequestFacts): NamedValue[] {
  const { error, redirectUrl, fromWorker } = request;
  return [
    [say('grid_column_status'), statusWords(request)],
    [say('severity_error'), error],
    [say('detail_redirected_to'), redirectUrl && shownUrl(redirectUrl).full],
    [say('detail_from_cache'), isKeptByCache(request) ? say('detail_yes') : null],
    [say('detail_from_worker'), fromWorker === 'nothing' ? null : say('detail_yes')],
  ];
}

/** What was answered, without secrets, and how long it took. */
export function ResponseTab({ request }: { request: RequestFacts }) {
  const { responseHeaders, state } = request;
  return (
    <>
      <Section title={say('detail_general')}>
        <Pairs pairs={general(request)} />
      </Section>
      <Section title={say('detail_body')}>
        <BodyView request={request} />
      </Section>
      <Section title={say('detail_response_headers')} note={responseHeaders?.length.toString()}>
        <HeaderTable headers={responseHeaders} state={state} />
      </Section>
      <Timing request={request} />
    </>
  );
}
