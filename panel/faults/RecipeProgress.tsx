import type {
  RecipeEvidence,
  RecipeResult,
  RecipeRun,
} from '../../src/core/faults/recipes/recipe.ts';
import { RECIPES } from '../../src/core/faults/recipes/recipes.ts';
import { wordKey } from '../../src/core/language/language.ts';
import { saveReport } from '../files/exports.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { RowLink } from '../parts/RowLink.tsx';
import { say } from '../words/language.ts';
import { localTime } from '../words/times.ts';
import { recipeTicket } from './recipe-ticket.ts';

interface Props {
  run: RecipeRun;
  model: PanelModel;
}

const RESULT_LOOKS: Record<RecipeResult, { icon: IconName; tone: string }> = {
  reproduced: { icon: 'cross', tone: 'bad' },
  'not-reproduced': { icon: 'question', tone: 'none' },
  handled: { icon: 'check', tone: 'good' },
};

function EvidenceLine({ evidence, model }: { evidence: RecipeEvidence; model: PanelModel }) {
  const { fact, at, request } = evidence;
  return (
    <li data-fact={fact}>
      <span class="time">{localTime(at, model.now.peek())}</span>
      {say(wordKey('recipe_seen', fact))}{' '}
      {request !== null && <RowLink model={model} id={request} />}
    </li>
  );
}

function Evidence({ run, model }: Props) {
  return (
    <ul class="recipe-evidence" aria-label={say('evidence_list')}>
      {run.evidence.map((evidence) => (
        <EvidenceLine key={`${evidence.fact} ${evidence.at}`} evidence={evidence} model={model} />
      ))}
    </ul>
  );
}

/** Ticks by itself, so that only it is drawn anew each second. */
function Waited({ since, model }: { since: number; model: PanelModel }) {
  const span = Math.max(0, Math.floor((model.now.value - since) / 1000));
  return <span class="subtle">{say('recipe_waited', { span })}</span>;
}

function Steps({ run, model }: Props) {
  const { steps } = RECIPES[run.id];
  const at = steps.indexOf(run.step);
  return (
    <ol class="recipe-steps" aria-label={say('recipe_steps')}>
      {steps.map((step, index) => {
        const state = index < at ? 'done' : index === at ? 'current' : 'todo';
        return (
          <li key={step} data-step={state} aria-current={state === 'current' ? 'step' : undefined}>
            <Icon
              name={state === 'done' ? 'check' : state === 'current' ? 'clock' : 'todo'}
              label={say(wordKey('recipe_state', state))}
            />
            <span>{say(wordKey('recipe_step', step))}</span>
            {state === 'current' && <Waited since={run.stepSince} model={model} />}
          </li>
        );
      })}
    </ol>
  );
}

function Running({ run, model }: Props) {
  return (
    <section class="recipe-run" data-recipe={run.id} data-result="running">
      <header>
        <Icon name="fault" />
        <h3>{say('recipe_running', { recipe: say(wordKey('recipe_title', run.id)) })}</h3>
        <button
          type="button"
          class="button"
          title={say('recipe_stop_what')}
          onClick={() => void model.session.stopRecipe()}
        >
          {say('recipe_stop')}
        </button>
      </header>
      <Steps run={run} model={model} />
      {run.evidence.length > 0 && <Evidence run={run} model={model} />}
    </section>
  );
}

function Ended({ run, result, model }: Props & { result: RecipeResult }) {
  const { icon, tone } = RESULT_LOOKS[result];
  return (
    <section class="recipe-run" data-recipe={run.id} data-result={result} data-tone={tone}>
      <header>
        <Icon name={icon} />
        <h3>
          {say('recipe_result', {
            recipe: say(wordKey('recipe_title', run.id)),
            result: say(wordKey('recipe_result', result)),
          })}
        </h3>
        <CopyButton label={say('recipe_copy')} text={() => recipeTicket(run, result, model)} />
        <button type="button" class="button" onClick={() => void saveReport(model)}>
          <Icon name="export" />
          {say('recipe_export')}
        </button>
      </header>
      <p>{say(wordKey('recipe_means', result))}</p>
      <p class="subtle">
        {say('recipe_must')}: {say(wordKey('recipe_must', run.id))}
      </p>
      <Evidence run={run} model={model} />
    </section>
  );
}

/** What somebody hears who does not look. */
function spoken({ id, step, result }: RecipeRun): string {
  const recipe = say(wordKey('recipe_title', id));
  return result === null
    ? `${say('recipe_running', { recipe })}. ${say(wordKey('recipe_step', step))}`
    : say('recipe_result', { recipe, result: say(wordKey('recipe_result', result)) });
}

/** A recipe under way, or how the last one ended. */
export function RecipeProgress({ run, model }: Props) {
  return (
    <>
      <p class="off-screen" role="status">
        {spoken(run)}
      </p>
      {run.result === null ? (
        <Running run={run} model={model} />
      ) : (
        <Ended run={run} result={run.result} model={model} />
      )}
    </>
  );
}
