import type { Signal } from '@preact/signals';
import { wordKey } from '../../src/core/language/language.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { comboName, KEYS, type KeyArea } from '../shell/keys.ts';
import { say } from '../words/language.ts';

const AREAS: readonly KeyArea[] = ['panel', 'grid', 'filter', 'timeline', 'files', 'elsewhere'];

function Area({ area, isMac }: { area: KeyArea; isMac: boolean }) {
  return (
    <section>
      <h3>{say(wordKey('keys_area', area))}</h3>
      <dl class="keys-list">
        {KEYS[area].map(({ act, combos }) => (
          <div key={act}>
            <dt>
              {combos.map((combo) => (
                <kbd key={combo}>{comboName(combo, isMac)}</kbd>
              ))}
            </dt>
            <dd>{say(wordKey('keys_act', act))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Which keys do what. */
export function KeysDialog({ isOpen }: { isOpen: Signal<boolean> }) {
  const isMac = /Mac/.test(navigator.platform);
  return (
    <Dialog isOpen={isOpen} name="keys" title={say('keys')}>
      {AREAS.map((area) => (
        <Area key={area} area={area} isMac={isMac} />
      ))}
    </Dialog>
  );
}
