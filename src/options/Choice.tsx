import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Option<Value> {
  value: Value;
  title: string;
  what: string;
}

interface Props<Value> {
  legend: string;
  options: readonly Option<Value>[];
  chosen: Value;
  onChoose: (value: Value) => void;
  /** what belongs to the choice */
  children?: ComponentChildren;
}

/** One of several, each with what it means. */
export function Choice<Value extends string>(props: Props<Value>) {
  const { legend, options, chosen, onChoose, children } = props;
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {options.map(({ value, title, what }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            checked={chosen === value}
            onChange={() => onChoose(value)}
          />
          <span>
            <b>{title}</b>
            <span class="subtle">{what}</span>
          </span>
        </label>
      ))}
      {children}
    </fieldset>
  );
}
