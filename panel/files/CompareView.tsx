import {
  comparedLists,
  comparedNumbers,
  conclusionSaid,
} from '../../src/core/report/compare/comparison-words.ts';
import { language, say, tell } from '../words/language.ts';
import type { Compared } from './compared.ts';

/** Two recordings side by side: whether a fix holds, the team's numbers, what is new, gone and left. */
export function CompareView({ compared }: { compared: Compared }) {
  const { comparison, before, after } = compared;
  return (
    <div class="comparison">
      <p class="conclusion" data-conclusion={comparison.conclusion.kind}>
        <strong>{tell(conclusionSaid(comparison.conclusion))}</strong>
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">
              {say('compare_before')} <span class="subtle">{before}</span>
            </th>
            <th scope="col">
              {say('compare_after')} <span class="subtle">{after}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {comparedNumbers(comparison, language.value).map((number) => (
            <tr key={number.name}>
              <th scope="row">{number.name}</th>
              <td>{number.before}</td>
              <td>{number.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {comparedLists(comparison, language.value).map(({ name, lines }) => (
        <section key={name}>
          <h3>{name}</h3>
          <ul>
            {lines.map(({ code, text }) => (
              <li key={`${code} ${text}`}>
                <code>{code}</code> {text}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
