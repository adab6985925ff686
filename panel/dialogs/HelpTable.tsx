import '../filter/help.css';
import { FILTER_KEYS } from '../../src/core/filter/keys.ts';
import { TERM_SIGNS } from '../../src/core/filter/term-signs.ts';
import type { WordKey } from '../../src/core/language/language.ts';
import { say } from '../words/language.ts';

interface RowProps {
  name: string;
  meaning: WordKey;
  example: string;
  onTry: (example: string) => void;
}

function HelpRow({ name, meaning, example, onTry }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td>{say(meaning)}</td>
      <td>
        <button
          type="button"
          title={say('filter_help_try', { example })}
          onClick={() => onTry(example)}
        >
          <code>{example}</code>
        </button>
      </td>
    </tr>
  );
}

/** Every key of the filter, with an example that can be tried. */
export function HelpTable({ onTry }: { onTry: (example: string) => void }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say('filter_help_key')}</th>
          <th scope="col">{say('filter_help_meaning')}</th>
          <th scope="col">{say('filter_help_example')}</th>
        </tr>
      </thead>
      <tbody>
        {FILTER_KEYS.map(({ name, meaning, example }) => (
          <HelpRow key={name} name={`${name}:`} meaning={meaning} example={example} onTry={onTry} />
        ))}
      </tbody>
      <tbody>
        {TERM_SIGNS.map(({ sign, meaning, example }) => (
          <HelpRow key={example} name={sign} meaning={meaning} example={example} onTry={onTry} />
        ))}
      </tbody>
    </table>
  );
}
