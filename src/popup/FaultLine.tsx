import { Icon } from '../../panel/parts/Icon.tsx';
import { say, tell } from '../../panel/words/language.ts';
import { wordKey } from '../core/language/language.ts';
import type { PopupModel } from './popup-model.ts';
import { undoneWords } from './undone-words.ts';

/** Before all else: which faults are simulated, in whatever tab, and the way out. */
export function FaultLine({ model }: { model: PopupModel }) {
  const faults = model.tab.value?.faults ?? [];
  const undone = model.undone.value;
  if (faults.length === 0 && undone === null) return null;
  return (
    <section class="faults" data-on={faults.length > 0}>
      <Icon name="fault" />
      <div>
        <h2>{say(faults.length > 0 ? 'popup_on' : 'popup_none', { count: faults.length })}</h2>
        {faults.length > 0 && (
          <ul>
            {faults.map(({ id, fault }) => (
              <li key={id}>{say(wordKey('fault_name', fault.name))}</li>
            ))}
          </ul>
        )}
        <p role="status">{undone !== null && tell(undoneWords(undone.outcome, faults.length))}</p>
      </div>
      {faults.length > 0 && (
        <button type="button" class="button primary" onClick={() => void model.undoAll()}>
          {say('popup_undo_all')}
        </button>
      )}
    </section>
  );
}
