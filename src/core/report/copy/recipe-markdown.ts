import type { Language } from '../../language/language.ts';
import { instant, type Show } from '../../redaction/shown.ts';
import { code, prose } from './markdown-text.ts';

/** How a recipe ended, as it is told; its texts may hold secrets. */
export interface RecipeWords {
  title: string;
  result: string;
  does: string;
  must: string;
  /** ms */
  startedAt: number;
  evidence: readonly {
    /** ms */
    at: number;
    sentence: string;
    /** `GET https://…`, and how it was answered; null where no request shows it */
    request: string | null;
  }[];
  tool: { name: string; version: string };
}

/** How a recipe ended, for a ticket, in GitHub's and GitLab's Markdown, without secrets. */
export function recipeMarkdown(told: RecipeWords, show: Show, { say }: Language): string {
  const { title, result, does, must, startedAt, evidence, tool } = told;
  const blocks = [
    `### ${prose(say('recipe_result', { recipe: title, result }))}`,
    prose(does),
    `**${say('recipe_must')}:** ${prose(must)}`,
    `${say('recipe_ran')}: ${code(instant(startedAt) ?? '')}`,
    [
      `**${say('evidence_list')}**`,
      '',
      ...evidence.map(({ at, sentence, request }) => {
        const shown = request === null ? '' : ` ${code(show(request))}`;
        return `- ${code(instant(at) ?? '')} ${prose(sentence)}${shown}`;
      }),
    ].join('\n'),
    prose(say('detail_ticket_made_by', tool)),
  ];
  return `${blocks.join('\n\n')}\n`;
}
