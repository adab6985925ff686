import { useMemo } from 'preact/hooks';
import type { Body } from '../../src/core/observation.ts';
import { redactBody } from '../../src/core/redact.ts';
import type { RequestState } from '../../src/core/request.ts';

const MAX_SHOWN_CHARACTERS = 100_000;

const UNAVAILABLE = {
  gone: 'The browser had let the body go before it could be read: the page had left.',
  'too-large': 'The body was too large to keep.',
  'not-recorded': 'The body was not recorded.',
};

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
      {(isCut || isTruncated) && (
        <p class="subtle">
          {isCut
            ? `The first ${MAX_SHOWN_CHARACTERS.toLocaleString('en')} of ${redacted.length.toLocaleString('en')} characters.`
            : 'The rest of it was not kept.'}
        </p>
      )}
    </>
  );
}

/** The body of an answer, or why there is none to show. */
export function BodyView({ body, state }: { body: Body; state: RequestState }) {
  if (state === 'pending') return <p class="subtle">No answer yet.</p>;
  switch (body.kind) {
    case 'text':
      return body.text === '' ? (
        <p class="subtle">Empty.</p>
      ) : (
        <TextBody text={body.text} isTruncated={body.truncated} />
      );
    case 'none':
      return <p class="subtle">The answer had no body.</p>;
    case 'unavailable':
      return <p class="subtle">{UNAVAILABLE[body.reason]}</p>;
  }
}
