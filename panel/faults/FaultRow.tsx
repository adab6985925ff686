import type { Availability, FaultSituation } from '../../src/core/faults/availability.ts';
import { breaksSignature, type Fault } from '../../src/core/faults/fault.ts';
import type { ActiveFault } from '../../src/core/faults/outcome.ts';
import { wordKey } from '../../src/core/language/language.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { FaultFields } from './FaultFields.tsx';
import { faultOf, type Parameter } from './fault-from-draft.ts';
import { faultName, sinceWords } from './fault-name.ts';
import { UndoButton } from './UndoButton.tsx';
import { draftOf, fillIn } from './wanted-faults.ts';
import { wayMeans } from './way-words.ts';

interface Props {
  model: PanelModel;
  situation: FaultSituation;
  availability: Availability;
  active: ActiveFault | null;
  /** requests that it touched so far */
  touched: number;
  /** stands above the whole group */
  without?: Parameter | undefined;
}

function SwitchOn({ model, situation, availability }: Props) {
  const { name, reason } = availability;
  const draft = draftOf(model.wantedFaults, name);
  const isReady =
    reason === null && faultOf(name, draft, situation, model.serverNow.peek()) !== null;
  const ask = () => {
    if (isReady)
      model.wantedFaults.asked.value = { wanted: { kind: 'fault', name, draft }, always: false };
  };
  return (
    <button
      type="button"
      class="button"
      aria-disabled={!isReady}
      aria-label={say('fault_switch_on_which', { fault: faultName({ name }) })}
      onClick={ask}
    >
      {say(name === 'close-socket' ? 'fault_close_now' : 'fault_switch_on')}
    </button>
  );
}

/** One fault: what will happen, what there is to fill in, and its switch. */
export function FaultRow(props: Props) {
  const { model, situation, availability, active, touched, without } = props;
  const { name, way, reason } = availability;
  const draft = draftOf(model.wantedFaults, name);
  return (
    <li class="fault" data-fault={name} data-way={way} data-on={active !== null}>
      <div class="fault-words" data-available={reason === null || active !== null}>
        <h4>
          {faultName({ name })}{' '}
          <span class="tag" title={wayMeans(way)}>
            {say(wordKey('fault_way', way))}
          </span>
        </h4>
        <p class="subtle">
          {say(wordKey('fault_what', name))}
          {breaksSignature({ name } as Fault) && ` ${say('fault_signature')}`}
        </p>
        {reason !== null && !active && (
          <p class="unavailable">{say(wordKey('fault_not', reason))}</p>
        )}
      </div>
      <div class="fault-act">
        {active ? (
          <>
            <span class="on">
              {sinceWords(active)} · {say('file_requests', { count: touched })}
            </span>
            <UndoButton fault={active} model={model} />
          </>
        ) : (
          <>
            {reason === null && (
              <FaultFields
                name={name}
                draft={draft}
                situation={situation}
                without={without}
                onFill={(part) => fillIn(model.wantedFaults, [name], part)}
              />
            )}
            <SwitchOn {...props} />
          </>
        )}
      </div>
    </li>
  );
}
