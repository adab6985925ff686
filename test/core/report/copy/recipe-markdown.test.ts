import { expect, it } from 'vitest';
import { englishUtc } from '../../../../src/core/language/english.ts';
import { recipeMarkdown } from '../../../../src/core/report/copy/recipe-markdown.ts';
import { v2Token } from '../../token/tokens.ts';
import { show } from './copied.ts';

it('a recipe for a ticket says how it ended and by what, without secrets', () => {
  const at = Date.UTC(2025, 9, 26, 14, 5, 12);
  const token = v2Token(at / 1000);
  const text = recipeMarkdown(
    {
      title: 'The incident',
      result: 'reproduced',
      startedAt: at,
      does: 'The token expires.',
      must: 'Refresh first.',
      evidence: [
        {
          at: at + 1_500,
          sentence: 'The app sent the expired token',
          request: `GET https://api.futureguide.id/api/auth/profile?token=${token} 401`,
        },
        { at: at + 2_000, sentence: 'The app kept its tokens', request: null },
      ],
      tool: { name: 'FutureGuide Tokens', version: '1.2.3' },
    },
    show,
    englishUtc,
  );
  expect(text).toContain('### The incident: reproduced\n\nThe token expires.\n');
  expect(text).toContain('**What a fixed app must do:** Refresh first.');
  expect(text).toContain('- `2025-10-26T14:05:13.500Z` The app sent the expired token `GET https:');
  expect(text).toContain('- `2025-10-26T14:05:14.000Z` The app kept its tokens\n');
  expect(text).not.toContain(token);
  expect(text).not.toContain(token.split('.')[2]);
});
