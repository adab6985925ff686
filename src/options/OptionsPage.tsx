import { say } from '../../panel/words/language.ts';
import { AddHostForm } from './AddHostForm.tsx';
import { HostCard } from './HostCard.tsx';
import { NoticesCard } from './NoticesCard.tsx';
import { OwnHostCard } from './OwnHostCard.tsx';
import type { OptionsModel } from './options-model.ts';

/** Which hosts the extension looks at, what it may do there, and whether it tells by itself. */
export function OptionsPage({ model }: { model: OptionsModel }) {
  const hosts = model.hosts.value;
  return (
    <main>
      <header>
        <img src="/icons/icon.svg" alt="" width="40" height="40" />
        <div>
          <h1>{say('options_title')}</h1>
          <p>{say('options_what')}</p>
        </div>
      </header>
      <section aria-labelledby="own">
        <h2 id="own">{say('options_own')}</h2>
        <OwnHostCard model={model} />
      </section>
      <section aria-labelledby="added">
        <h2 id="added">{say('options_added')}</h2>
        <p class="subtle">{say('options_added_what')}</p>
        {hosts.length > 0 && (
          <ul class="hosts">
            {hosts.map((host) => (
              <HostCard key={host.origin} host={host} model={model} />
            ))}
          </ul>
        )}
        <AddHostForm model={model} />
      </section>
      <section aria-labelledby="notices">
        <h2 id="notices">{say('options_notices')}</h2>
        <NoticesCard model={model} />
      </section>
    </main>
  );
}
