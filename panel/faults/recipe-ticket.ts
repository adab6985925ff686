import { name, version } from '../../package.json';
import type { RecipeResult, RecipeRun } from '../../src/core/faults/recipes/recipe.ts';
import { wordKey } from '../../src/core/language/language.ts';
import { secretsOf } from '../../src/core/redaction/secret-sources.ts';
import { textFilter } from '../../src/core/redaction/shown.ts';
import { recipeMarkdown } from '../../src/core/report/copy/recipe-markdown.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { language, say } from '../words/language.ts';

function requestWords(model: PanelModel, id: string | null): string | null {
  const entry = id === null ? undefined : model.entryOf.peek()(id);
  if (entry?.kind !== 'request') return null;
  const { method, url, status } = entry.facts;
  return [method, url, status].filter((part) => part !== null).join(' ');
}

/** How a recipe ended, as Markdown in the reader's language. */
export function recipeTicket(run: RecipeRun, result: RecipeResult, model: PanelModel): string {
  const told = {
    title: say(wordKey('recipe_title', run.id)),
    result: say(wordKey('recipe_result', result)),
    does: say(wordKey('recipe_does', run.id)),
    must: say(wordKey('recipe_must', run.id)),
    startedAt: run.startedAt,
    evidence: run.evidence.map(({ at, fact, request }) => ({
      at,
      sentence: say(wordKey('recipe_seen', fact)),
      request: requestWords(model, request),
    })),
    tool: { name, version },
  };
  const show = textFilter(secretsOf(model.snapshot.peek().analysis));
  return recipeMarkdown(told, show, language.peek());
}
