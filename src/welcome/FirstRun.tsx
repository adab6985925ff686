import { Icon } from '../../panel/parts/Icon.tsx';
import type { IconName } from '../../panel/parts/icons.ts';
import { say } from '../../panel/words/language.ts';
import type { WordKey } from '../core/language/language.ts';
import { futureGuide } from '../futureguide.ts';
import { AccessNote } from './AccessNote.tsx';

interface Way {
  icon: IconName;
  title: WordKey;
  what: WordKey;
}

const WAYS: readonly Way[] = [
  { icon: 'check', title: 'welcome_popup', what: 'welcome_popup_what' },
  { icon: 'debugger', title: 'welcome_panel', what: 'welcome_panel_what' },
  { icon: 'window', title: 'welcome_window', what: 'welcome_window_what' },
];

const READS: readonly WordKey[] = [
  'welcome_reads_requests',
  'welcome_reads_storage',
  'welcome_reads_sockets',
];
const LEAVES: readonly WordKey[] = [
  'welcome_leaves_nothing',
  'welcome_leaves_disk',
  'welcome_leaves_service',
];

function Facts({ title, facts }: { title: WordKey; facts: readonly WordKey[] }) {
  return (
    <section>
      <h2>{say(title)}</h2>
      <ul>
        {facts.map((fact) => (
          <li key={fact}>{say(fact)}</li>
        ))}
      </ul>
    </section>
  );
}

/** What the extension does, what it reads, and the three ways in. */
export function FirstRun() {
  return (
    <main>
      <header>
        <img src="/icons/icon.svg" alt="" width="40" height="40" />
        <div>
          <h1>{say('name')}</h1>
          <p>{say('welcome_what')}</p>
        </div>
      </header>
      <AccessNote />
      <ol class="ways">
        {WAYS.map(({ icon, title, what }) => (
          <li key={title}>
            <h2>
              <Icon name={icon} />
              {say(title)}
            </h2>
            <p>{say(what)}</p>
          </li>
        ))}
      </ol>
      <div class="facts">
        <Facts title="welcome_reads" facts={READS} />
        <Facts title="welcome_leaves" facts={LEAVES} />
      </div>
      <footer>
        <a class="button primary" href={`https://${futureGuide.domain}/`}>
          {say('place_no_app_open')}
        </a>
        <p class="subtle">{say('welcome_next')}</p>
      </footer>
    </main>
  );
}
