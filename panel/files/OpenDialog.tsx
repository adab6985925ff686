import './files.css';
import { useEffect, useId } from 'preact/hooks';
import { findToken } from '../../src/core/token/find-token.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { PastedToken } from './PastedToken.tsx';

interface Props {
  model: PanelModel;
  onChoose: () => void;
}

function TokenField({ model }: { model: PanelModel }) {
  const { pasted } = model.files;
  const field = useId();
  const text = pasted.value;
  const token = findToken(text);
  // What was pasted is gone with the dialog.
  useEffect(
    () => () => {
      pasted.value = '';
    },
    [pasted],
  );
  return (
    <section class="paste">
      <label for={field}>{say('file_token')}</label>
      <textarea
        id={field}
        rows={3}
        spellcheck={false}
        autocomplete="off"
        placeholder="Bearer eyJ…"
        value={text}
        onInput={({ currentTarget }) => {
          pasted.value = currentTarget.value;
        }}
      />
      {text.trim() === '' && <p class="subtle">{say('file_token_help')}</p>}
      {text.trim() !== '' && token === null && <p role="status">{say('file_token_none')}</p>}
      {token !== null && <PastedToken token={token} model={model} />}
    </section>
  );
}

/** Where a person opens files, and looks into a token without any request. */
export function OpenDialog({ model, onChoose }: Props) {
  const { isAsking, isComparing } = model.files;
  return (
    <Dialog isOpen={isAsking} name="open-dialog" title={say('file_open')}>
      <section>
        <button type="button" class="button primary" autofocus onClick={onChoose}>
          <Icon name="open" />
          {say('file_choose')}
        </button>
        <p class="subtle">{say('file_choose_help')}</p>
        <button
          type="button"
          class="button"
          onClick={() => {
            isAsking.value = false;
            isComparing.value = true;
          }}
        >
          {say('compare_file')}
        </button>
      </section>
      <TokenField model={model} />
    </Dialog>
  );
}
