import type { FaultSituation } from '../../src/core/faults/availability.ts';
import { faultSituation } from '../../src/core/faults/situation.ts';
import type { PanelModel } from '../model/panel-model.ts';

/** What faults find in the recording as it is shown. */
export function situationOf(model: PanelModel): FaultSituation {
  const { analysis, faults } = model.snapshot.value;
  return faultSituation(analysis, faults.capabilities, model.now.peek());
}
