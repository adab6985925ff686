import { type FaultSituation, faultAvailability } from '../../src/core/faults/availability.ts';
import type { RecipeId } from '../../src/core/faults/recipes/recipe.ts';
import { RECIPES } from '../../src/core/faults/recipes/recipes.ts';
import { wordKey } from '../../src/core/language/language.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

interface Props {
  model: PanelModel;
  situation: FaultSituation;
}

/** Why a recipe cannot be run now; null where it can. */
function obstacle({ model, situation }: Props, id: RecipeId): string | null {
  if (model.snapshot.value.recipe?.result === null) return say('recipe_other_runs');
  const needed = new Set(RECIPES[id].faults.map(({ name }) => name));
  const missing = faultAvailability(situation).find(
    ({ name, reason }) => needed.has(name) && reason !== null,
  );
  return missing?.reason ? say(wordKey('fault_not', missing.reason)) : null;
}

function RecipeCard({ id, ...props }: Props & { id: RecipeId }) {
  const reason = obstacle(props, id);
  const title = say(wordKey('recipe_title', id));
  return (
    <li class="recipe" data-recipe={id}>
      <h4>{title}</h4>
      <p>{say(wordKey('recipe_does', id))}</p>
      <p class="must">
        <strong>{say('recipe_must')}:</strong> {say(wordKey('recipe_must', id))}
      </p>
      {reason !== null && <p class="unavailable">{reason}</p>}
      <button
        type="button"
        class="button"
        aria-disabled={reason !== null}
        aria-label={say('recipe_run_which', { recipe: title })}
        onClick={() => {
          if (reason === null)
            props.model.wantedFaults.asked.value = {
              wanted: { kind: 'recipe', id },
              always: false,
            };
        }}
      >
        {say('recipe_run')}
      </button>
    </li>
  );
}

/** What can be played from beginning to end by one click. */
export function RecipeCards(props: Props) {
  return (
    <ul class="recipes" aria-label={say('recipe_list')}>
      {(Object.keys(RECIPES) as RecipeId[]).map((id) => (
        <RecipeCard key={id} id={id} {...props} />
      ))}
    </ul>
  );
}
