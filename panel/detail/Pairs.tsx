import { say } from '../words/language.ts';

export type NamedValue = readonly [name: string, value: string | null];

/** More than any real request has. */
export const MAX_PAIRS = 500;
/** More than one can read; a URL or cookie that works is shorter. */
const MAX_VALUE_CHARACTERS = 20_000;

interface Props {
  pairs: readonly NamedValue[];
  /** how many there are, where these are but the first of them */
  count?: number;
  isMono?: boolean;
}

function Value({ text }: { text: string }) {
  if (text.length <= MAX_VALUE_CHARACTERS) return <dd>{text}</dd>;
  return (
    <dd>
      {text.slice(0, MAX_VALUE_CHARACTERS)}…{' '}
      <span class="subtle">
        {say('detail_body_cut', { shown: MAX_VALUE_CHARACTERS, all: text.length })}
      </span>
    </dd>
  );
}

/** Names and values, the first of very many; what has no value is left out. */
export function Pairs({ pairs, count = pairs.length, isMono = false }: Props) {
  const shown = pairs.slice(0, MAX_PAIRS);
  const more = count - shown.length;
  return (
    <>
      <dl class={isMono ? 'pairs mono' : 'pairs'}>
        {shown.map(
          ([name, value], index) =>
            value !== null && (
              <div key={index}>
                <dt>{name}</dt>
                <Value text={value} />
              </div>
            ),
        )}
      </dl>
      {more > 0 && <p class="subtle">… {say('list_more', { count: more })}</p>}
    </>
  );
}
