import './banner.css';
import type { ActiveFault } from '../../src/core/faults/outcome.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { faultName, sinceWords } from './fault-name.ts';
import { touchedCounts } from './touched-count.ts';
import { UndoButton } from './UndoButton.tsx';

interface Props {
  fault: ActiveFault;
  /** what it touched so far; null where that is not seen from here */
  touched: number | null;
  model: PanelModel;
}

/** What the app wrote while a fault was on is nobody's to throw away but the user's. */
function NewerQuestion({ fault, model }: { fault: ActiveFault; model: PanelModel }) {
  const { session } = model;
  return (
    <span class="newer" role="alert">
      {say('fault_banner_newer', { places: fault.newer })}{' '}
      <button
        type="button"
        class="button"
        onClick={() => void session.undoFault(fault.id, 'restore')}
      >
        {say('fault_restore')}
      </button>{' '}
      <button type="button" class="button" onClick={() => void session.undoFault(fault.id, 'keep')}>
        {say('fault_keep')}
      </button>
    </span>
  );
}

function FaultLine({ fault, touched, model }: Props) {
  return (
    <li data-fault={fault.fault.name}>
      <strong role="status">{faultName(fault.fault)}</strong>
      <span class="since subtle">
        {sinceWords(fault)}
        {touched === null
          ? ` · ${say('fault_banner_elsewhere')}`
          : ` · ${say('file_requests', { count: touched })}`}
      </span>
      {fault.newer ? (
        <NewerQuestion fault={fault} model={model} />
      ) : (
        <UndoButton fault={fault} model={model} />
      )}
      {fault.forgetsExpiry && <span class="forgets subtle">{say('fault_forgets_expiry')}</span>}
    </li>
  );
}

/** Stands above everything as long as any fault is on, and names each. */
export function FaultBanner({ model }: { model: PanelModel }) {
  const { faults, analysis } = model.snapshot.value;
  const elsewhere = faults.inOtherTabs.filter(({ way }) => way === 'storage');
  const touched = touchedCounts(analysis);
  return (
    <section class="infobar fault-banner" aria-label={say('fault_banner')}>
      <Icon name="fault" />
      <span class="fault-banner-title">{say('fault_banner_on')}</span>
      <ul>
        {faults.on.map((fault) => (
          <FaultLine
            key={fault.id}
            fault={fault}
            touched={touched.get(fault.id) ?? 0}
            model={model}
          />
        ))}
        {elsewhere.map((fault) => (
          <FaultLine key={fault.id} fault={fault} touched={null} model={model} />
        ))}
      </ul>
      {faults.on.length > 1 && (
        <button type="button" class="button all" onClick={() => void model.session.undoAllFaults()}>
          {say('fault_undo_all')}
        </button>
      )}
    </section>
  );
}
