import type { RequestState } from '../../src/core/recording/request.ts';
import { redactHeader } from '../../src/core/redaction/redact-header.ts';
import type { Header } from '../../src/core/service/http.ts';
import { say } from '../words/language.ts';
import { MAX_PAIRS, type NamedValue, Pairs } from './Pairs.tsx';

interface Props {
  headers: Header[] | null;
  state: RequestState;
}

/** Headers by name and value, without secrets. */
export function HeaderTable({ headers, state }: Props) {
  if (!headers)
    return (
      <p class="subtle">
        {say(state === 'pending' ? 'detail_headers_pending' : 'detail_not_recorded')}
      </p>
    );
  if (headers.length === 0) return <p class="subtle">{say('detail_none')}</p>;
  const shown = headers.slice(0, MAX_PAIRS).map(redactHeader);
  const pairs = shown.map(({ name, value }): NamedValue => [name, value]);
  return <Pairs isMono pairs={pairs} count={headers.length} />;
}
