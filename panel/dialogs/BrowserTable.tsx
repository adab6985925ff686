import { wordKey } from '../../src/core/language/language.ts';
import { say } from '../words/language.ts';
import { BROWSER_DIFFERENCES, COLUMNS } from './browser-differences.ts';

/** What does not work alike in both browsers. */
export function BrowserTable() {
  return (
    <details>
      <summary>{say('browser_differences')}</summary>
      <table class="browser-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {say(wordKey('browser', column))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {BROWSER_DIFFERENCES.map(({ feature, chromium, firefox, why }) => (
            <tr key={feature}>
              <th scope="row">{say(feature)}</th>
              <td>{say(chromium)}</td>
              <td>{say(firefox)}</td>
              <td>{say(why)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
