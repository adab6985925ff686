import type { PanelModel } from '../model/panel-model.ts';
import { ActNote } from '../parts/ActNote.tsx';
import { say } from '../words/language.ts';
import { ClockPreview } from './ClockPreview.tsx';
import { FaultGroups } from './FaultGroups.tsx';
import { outcomeSentence, outcomeTone } from './outcome-words.ts';
import { RecipeCards } from './RecipeCards.tsx';
import { RecipeProgress } from './RecipeProgress.tsx';
import { situationOf } from './situation-now.ts';
import './faults.css';

function LastOutcome({ model }: { model: PanelModel }) {
  const { last, running } = model.snapshot.value.faults;
  if (!last || running) return null;
  const { outcome, at } = last;
  // Its row and the banner say that, with the way back.
  if (outcome.kind === 'on') return null;
  return (
    <ActNote
      tone={outcomeTone(outcome)}
      at={at}
      model={model}
      kind={{ 'data-fault-outcome': outcome.kind }}
    >
      {outcomeSentence(outcome)}
    </ActNote>
  );
}

/** Everything that can be broken on purpose, to see what the app does. */
export function FaultsPane({ model }: { model: PanelModel }) {
  const situation = situationOf(model);
  const { recipe } = model.snapshot.value;
  return (
    <div class="faults">
      <p class="subtle intro">{say('fault_intro')}</p>
      <LastOutcome model={model} />
      {recipe && <RecipeProgress run={recipe} model={model} />}
      <h3 class="faults-heading">{say('recipe_list')}</h3>
      <RecipeCards model={model} situation={situation} />
      <h3 class="faults-heading">{say('recipe_faults')}</h3>
      <FaultGroups model={model} situation={situation} />
      <ClockPreview model={model} />
    </div>
  );
}
