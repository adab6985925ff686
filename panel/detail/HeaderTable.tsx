import type { Header } from '../../src/core/observation.ts';
import { redactHeader } from '../../src/core/redact.ts';
import type { RequestState } from '../../src/core/request.ts';

interface Props {
  headers: Header[] | null;
  state: RequestState;
}

/** Headers by name and value, without secrets. */
export function HeaderTable({ headers, state }: Props) {
  if (!headers)
    return <p class="subtle">{state === 'pending' ? 'Not there yet.' : 'Not recorded.'}</p>;
  if (headers.length === 0) return <p class="subtle">None.</p>;
  return (
    <dl class="pairs mono">
      {headers.map(redactHeader).map(({ name, value }, index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
