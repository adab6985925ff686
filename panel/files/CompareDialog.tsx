import './files.css';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { PanelModel } from '../model/panel-model.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { CompareView } from './CompareView.tsx';
import { type Comparing, compareWith } from './compared.ts';
import { failureSentence } from './failure-words.ts';
import { ACCEPTED } from './read-files.ts';

/** What is shown beside a file, for verifying a fix. */
export function CompareDialog({ model }: { model: PanelModel }) {
  const input = useRef<HTMLInputElement>(null);
  const comparing = useSignal<Comparing | null>(null);
  const compare = async (file: File | undefined) => {
    if (file) comparing.value = await compareWith(model, file);
  };
  const state = comparing.value;
  return (
    <Dialog isOpen={model.files.isComparing} name="compare-dialog" title={say('compare_title')}>
      <section>
        <button
          type="button"
          class="button primary"
          autofocus
          onClick={() => input.current?.click()}
        >
          <Icon name="open" />
          {say('file_choose')}
        </button>
        <p class="subtle">{say('compare_file_help')}</p>
        <input
          ref={input}
          type="file"
          accept={ACCEPTED}
          hidden
          onChange={({ currentTarget }) => {
            void compare(currentTarget.files?.[0]);
            // Else the same file could not be chosen again.
            currentTarget.value = '';
          }}
        />
      </section>
      <div role="status">
        {state?.kind === 'failed' && <p>{failureSentence(state.failure)}</p>}
        {state?.kind === 'compared' && <CompareView compared={state} />}
      </div>
    </Dialog>
  );
}
