import { incident } from './incident.ts';
import type { Recipe, RecipeId } from './recipe.ts';
import { refreshBroken } from './refresh-broken.ts';
import { userSwitch } from './user-switch.ts';

export const RECIPES: Readonly<Record<RecipeId, Recipe>> = {
  incident,
  'refresh-broken': refreshBroken,
  'user-switch': userSwitch,
};
