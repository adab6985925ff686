import './dialogs.css';
import type { Signal } from '@preact/signals';
import { wordKey } from '../../src/core/language/language.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { combosHere, HAS_ESCAPE } from '../shell/shortcuts.ts';
import { say } from '../words/language.ts';
import { BrowserTable } from './BrowserTable.tsx';
import { comboName, SHORTCUTS, type ShortcutArea } from './shortcuts-list.ts';

const AREAS = Object.keys(SHORTCUTS) as ShortcutArea[];

function Area({ area, isMac }: { area: ShortcutArea; isMac: boolean }) {
  const keys = SHORTCUTS[area]
    .map(({ act, combos }) => ({ act, combos: combosHere(combos, HAS_ESCAPE) }))
    .filter(({ combos }) => combos.length > 0);
  return (
    <section>
      <h3>{say(wordKey('keys_area', area))}</h3>
      <dl class="keys-list">
        {keys.map(({ act, combos }) => (
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

/** Which keys do what, and what differs between browsers. */
export function KeysDialog({ isOpen }: { isOpen: Signal<boolean> }) {
  const isMac = /Mac/.test(navigator.platform);
  return (
    <Dialog isOpen={isOpen} name="keys" title={say('keys')}>
      {/* It takes the focus, so that the list opens at its top. */}
      <div class="areas" tabIndex={-1} autofocus>
        {AREAS.map((area) => (
          <Area key={area} area={area} isMac={isMac} />
        ))}
      </div>
      <BrowserTable />
      <a href="/src/welcome/welcome.html" target="_blank" rel="noreferrer">
        {say('keys_about')}
      </a>
    </Dialog>
  );
}
