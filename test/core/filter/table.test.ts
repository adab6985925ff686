import { expect, it } from 'vitest';
import { FILTER_KEYS } from '../../../src/core/filter/keys.ts';
import { TERM_SIGNS } from '../../../src/core/filter/term-signs.ts';
import { englishUtc } from '../../../src/core/language/english.ts';
import type { WordKey } from '../../../src/core/language/language.ts';

const WRITE_AGAIN = 'npx vitest run --project unit test/core/filter/table.test.ts -u';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string) => `\`${text}\``;
const say = (key: WordKey) => englishUtc.say(key).replaceAll('\\', '\\\\');

it('docs/filter.md says what the filter understands', async () => {
  const rules = TERM_SIGNS.map(({ sign, meaning, example }) => [
    code(sign),
    say(meaning),
    code(example),
  ]);
  const keys = FILTER_KEYS.map(({ name, meaning, example }) => [
    code(`${name}:`),
    say(meaning),
    code(example),
  ]);
  const words = FILTER_KEYS.filter((key) => key.words.length > 0).map((key) => [
    code(`${key.name}:`),
    key.words.map(({ text }) => code(text)).join(' '),
  ]);
  const page = `# The filter

Made from \`src/core/filter/keys.ts\`; after a change there: \`${WRITE_AGAIN}\`

Upper and lower case are the same. A time of day is one of this computer, or UTC where the panel is set
to UTC; \`-5m\` is reckoned from the last thing that was seen. Spans are in seconds unless they end in
\`ms\`, \`s\`, \`m\`, \`h\` or \`d\`. Letters before a colon are taken for a key, unless \`//\` follows or
they are in quotes. What the filter does not understand it underlines and leaves out; the rest holds.

${table(['Write', 'Looks for', 'Example'], rules)}

## Keys

${table(['Key', 'Looks for', 'Example'], keys)}

## Words that are proposed

Keys without words of their own propose what the recording holds.

${table(['Key', 'Words'], words)}
`;
  await expect(page).toMatchFileSnapshot('../../../docs/filter.md');
});
