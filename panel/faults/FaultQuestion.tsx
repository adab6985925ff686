import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type FaultSituation, faultAvailability } from '../../src/core/faults/availability.ts';
import { breaksSignature, type Fault } from '../../src/core/faults/fault.ts';
import type { Touched } from '../../src/core/faults/outcome.ts';
import { RECIPES } from '../../src/core/faults/recipes/recipes.ts';
import { wordKey } from '../../src/core/language/language.ts';
import { redactUrl } from '../../src/core/redaction/redact.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { mustAgree, reachOf } from './consent.ts';
import type { Draft } from './draft.ts';
import { FaultFields } from './FaultFields.tsx';
import { faultOf } from './fault-from-draft.ts';
import { isDestructive } from './fault-groups.ts';
import { faultName } from './fault-name.ts';
import { situationOf } from './situation-now.ts';
import type { Asked, Wanted } from './wanted-faults.ts';
import { wayMeans } from './way-words.ts';
import './faults.css';

interface Props {
  model: PanelModel;
  asked: Asked;
}

function faultsOf(wanted: Wanted, situation: FaultSituation, model: PanelModel): readonly Fault[] {
  if (wanted.kind === 'recipe') return RECIPES[wanted.id].faults;
  const fault = faultOf(wanted.name, wanted.draft, situation, model.serverNow.peek());
  return fault ? [fault] : [];
}

/** It begins; what is on and how it ended is told by the session. */
function begin(wanted: Wanted, faults: readonly Fault[], { session }: PanelModel): void {
  if (wanted.kind === 'recipe') void session.startRecipe(wanted.id);
  else for (const fault of faults) void session.switchFault(fault);
}

function Reach({ faults, touched }: { faults: readonly Fault[]; touched: Touched }) {
  const { tabs, serviceWorker } = reachOf(faults, touched);
  return (
    <>
      {tabs.length > 0 && (
        <div class="note warn">
          <Icon name="warning" />
          <div>
            {say('fault_ask_tabs', { count: tabs.length })}
            <ul class="tabs-touched">
              {tabs.map(({ title, url }, index) => (
                <li key={index}>
                  <strong>{title}</strong> <span class="subtle">{redactUrl(url)}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {serviceWorker !== null && (
        <p class="note warn">
          <Icon name="warning" />
          <span>{say('fault_ask_worker', { script: redactUrl(serviceWorker) })}</span>
        </p>
      )}
    </>
  );
}

interface WantedProps {
  wanted: Wanted;
  situation: FaultSituation;
  onFill: (part: Partial<Draft>) => void;
}

function WantedFacts({ wanted, situation, onFill }: WantedProps) {
  if (wanted.kind === 'recipe') return <p>{say(wordKey('recipe_does', wanted.id))}</p>;
  const { name, draft } = wanted;
  const known = faultAvailability(situation).find((one) => one.name === name);
  return (
    <>
      <p>
        {say(wordKey('fault_what', name))}
        {breaksSignature({ name } as Fault) && ` ${say('fault_signature')}`}
      </p>
      <div class="fault-fields">
        <FaultFields name={name} draft={draft} situation={situation} onFill={onFill} />
      </div>
      {known && <p class="subtle">{wayMeans(known.way)}</p>}
      {known?.reason && <p class="unavailable">{say(wordKey('fault_not', known.reason))}</p>}
    </>
  );
}

interface DialogProps extends Props {
  touched: Touched;
}

function AskedDialog({ model, asked, touched }: DialogProps) {
  const { wantedFaults } = model;
  const isOpen = useSignal(true);
  const wanted = useSignal(asked.wanted);
  useSignalEffect(() => {
    if (!isOpen.value) wantedFaults.asked.value = null;
  });
  const situation = situationOf(model);
  const faults = faultsOf(wanted.value, situation, model);
  const isPossible = (fault: Fault) =>
    faultAvailability(situation).some(({ name, reason }) => name === fault.name && !reason);
  const isReady =
    wanted.value.kind === 'recipe' ? faults.every(isPossible) : faults.some(isPossible);
  const { value } = wanted;
  const isRecipe = value.kind === 'recipe';
  const title = isRecipe ? say(wordKey('recipe_title', value.id)) : faultName(value);
  const agree = () => {
    if (!isReady) return;
    if (faults.some(isDestructive)) wantedFaults.agreedAt.value = Date.now();
    begin(value, faults, model);
    isOpen.value = false;
  };
  return (
    <Dialog isOpen={isOpen} name="fault-question" title={title}>
      <WantedFacts
        wanted={value}
        situation={situation}
        onFill={(part) => {
          if (value.kind === 'fault')
            wanted.value = { ...value, draft: { ...value.draft, ...part } };
        }}
      />
      {faults.some(isDestructive) && (
        <p class="note warn">
          <Icon name="warning" />
          <span>{say('fault_ask_destructive')}</span>
        </p>
      )}
      <Reach faults={faults} touched={touched} />
      <div class="dialog-acts">
        <button
          type="button"
          class="button"
          onClick={() => {
            isOpen.value = false;
          }}
        >
          {say('refresh_cancel')}
        </button>
        <button type="button" class="button primary" aria-disabled={!isReady} onClick={agree}>
          {say(isRecipe ? 'recipe_run' : 'fault_switch_on')}
        </button>
      </div>
    </Dialog>
  );
}

/** Does what is asked for: at once, or after the user has seen what else is touched, and agreed. */
export function FaultQuestion({ model, asked }: Props) {
  const touched = useSignal<Touched | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void model.session.whatElseIsTouched().then((found) => {
      if (!isCurrent) return;
      const faults = faultsOf(asked.wanted, situationOf(model), model);
      if (asked.always || mustAgree(model.wantedFaults, model.session, faults, found)) {
        touched.value = found;
        return;
      }
      begin(asked.wanted, faults, model);
      model.wantedFaults.asked.value = null;
    });
    return () => {
      isCurrent = false;
    };
  }, [asked]);
  return touched.value && <AskedDialog model={model} asked={asked} touched={touched.value} />;
}
