import { useMemo } from 'preact/hooks';
import type { RequestFacts } from '../../src/core/recording/request.ts';
import { redactBody } from '../../src/core/redaction/redact-json.ts';
import { headerValue } from '../../src/core/service/http.ts';
import { readJson } from '../../src/core/token/json.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { say } from '../words/language.ts';

const MAX_SHOWN_CHARACTERS = 100_000;

interface TextProps {
  text: string;
  isTruncated: boolean;
}

/** A body as text, JSON laid out, without secrets. */
export function TextBody({ text, isTruncated }: TextProps) {
  const redacted = useMemo(() => redactBody(text), [text]);
  const isCut = redacted.length > MAX_SHOWN_CHARACTERS;
  return (
    <>
      <pre class="body">{isCut ? redacted.slice(0, MAX_SHOWN_CHARACTERS) : redacted}</pre>
      {isCut && (
        <p class="subtle">
          {say('detail_body_cut', { shown: MAX_SHOWN_CHARACTERS, all: redacted.length })}
        </p>
      )}
      {isTruncated && <p class="subtle">{say('detail_body_truncated')}</p>}
      <CopyButton label={say('copy_body')} text={() => redacted} />
    </>
  );
}

/** What calls itself JSON and is none says nothing that the service's words could be read from. */
function isBroken({ responseHeaders }: RequestFacts, text: string): boolean {
  const isJson = /\bjson\b/i.test(headerValue(responseHeaders, 'content-type') ?? '');
  return isJson && text.trim() !== 'null' && readJson(text) === null;
}

/** The body of an answer, or why there is none to show. */
export function BodyView({ request }: { request: RequestFacts }) {
  const { body, state } = request;
  if (state === 'pending') return <p class="subtle">{say('detail_body_pending')}</p>;
  if (body.kind === 'none' || (body.kind === 'text' && body.text === ''))
    return <p class="subtle">{say('detail_body_none')}</p>;
  if (body.kind === 'text')
    return (
      <>
        {!body.truncated && isBroken(request, body.text) && (
          <p>{say('detail_body_no_json', { length: body.text.length })}</p>
        )}
        <TextBody text={body.text} isTruncated={body.truncated} />
      </>
    );
  switch (body.reason) {
    case 'gone':
      return <p class="subtle">{say('detail_body_gone')}</p>;
    case 'too-large':
      return <p class="subtle">{say('detail_body_too_large')}</p>;
    case 'not-recorded':
      return <p class="subtle">{say('detail_body_not_recorded')}</p>;
  }
}
