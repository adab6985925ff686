import type { WordKey } from '../../src/core/language/language.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { HIDDEN } from './shown-claims.ts';

/** Deeper than this a value is told as text. */
const MAX_DEPTH = 8;
const MAX_CHILDREN = 100;
const MAX_TEXT = 2_000;

/** A value as text, strings without their quotes. */
export function textOfValue(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
}

interface Props {
  value: unknown;
  /** of names, from the claim on */
  path: string;
  meaning: (path: string) => WordKey | null;
  depth?: number;
}

function Text({ value }: { value: unknown }) {
  const text = textOfValue(value);
  if (text === HIDDEN)
    return (
      <span class="value hidden-value" title={say('detail_hidden')}>
        {HIDDEN}
      </span>
    );
  const kind = value === null ? 'null' : typeof value;
  return (
    <span class="value" data-kind={kind}>
      {text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text}
    </span>
  );
}

/** The value of a claim; lists and objects fold away. */
export function ClaimValue({ value, path, meaning, depth = 0 }: Props) {
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH)
    return <Text value={value} />;
  const isList = Array.isArray(value);
  const children = Object.entries(value);
  const [open, close] = isList ? '[]' : '{}';
  if (children.length === 0) return <span class="value">{`${open}${close}`}</span>;
  const more = children.length - MAX_CHILDREN;
  return (
    <details class="tree" open={depth === 0}>
      <summary>
        <span class="fold">
          <Icon name="fold" />
        </span>
        <span class="value">{`${open}${children.length}${close}`}</span>
      </summary>
      <ul>
        {children.slice(0, MAX_CHILDREN).map(([name, inner]) => {
          const innerPath = isList ? path : `${path}.${name}`;
          const words = isList ? null : meaning(innerPath);
          return (
            <li key={name}>
              <span class="tree-name" title={words ? say(words) : undefined}>
                {name}
              </span>
              <ClaimValue value={inner} path={innerPath} meaning={meaning} depth={depth + 1} />
              {words && <span class="tree-meaning">{say(words)}</span>}
            </li>
          );
        })}
        {more > 0 && <li class="subtle">{say('list_more', { count: more })}</li>}
      </ul>
    </details>
  );
}
