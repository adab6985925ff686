import type { ActiveFault } from '../../src/core/faults/outcome.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { faultName } from './fault-name.ts';

/** Puts back what one fault changed. */
export function UndoButton({ fault, model }: { fault: ActiveFault; model: PanelModel }) {
  return (
    <button
      type="button"
      class="button"
      aria-label={say('fault_undo_which', { fault: faultName(fault.fault) })}
      onClick={() => void model.session.undoFault(fault.id)}
    >
      {say('fault_undo')}
    </button>
  );
}
