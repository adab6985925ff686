import type { RequestState } from '../../src/core/recording/request.ts';
import { redactHeader } from '../../src/core/redaction/redact-header.ts';
import type { Header } from '../../src/core/service/http.ts';
import { say } from '../words/language.ts';
import { Pairs } from './Pairs.tsx';

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
  return <Pairs isMono pairs={headers.map(redactHeader).map(({ name, value }) => [name, value])} />;
}
