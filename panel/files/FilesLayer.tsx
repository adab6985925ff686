import './files.css';
import { useEffect, useRef } from 'preact/hooks';
import { findJwt } from '../../src/core/token/find-token.ts';
import { SHORTCUTS } from '../dialogs/shortcuts-list.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { later } from '../parts/later.tsx';
import { isTyping } from '../parts/typing.ts';
import { matches } from '../shell/shortcuts.ts';
import { say } from '../words/language.ts';
import { useFileDrop } from './file-drop.ts';
import { ACCEPTED } from './read-files.ts';

const OpenDialog = later(() => import('./OpenDialog.tsx').then((part) => part.OpenDialog));
const CompareDialog = later(() => import('./CompareDialog.tsx').then((part) => part.CompareDialog));

const [{ combos: OPEN_KEYS }] = SHORTCUTS.files;

/** Everything that opens a file or a token from anywhere in the panel. */
export function FilesLayer({ model }: { model: PanelModel }) {
  const { files } = model;
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  const isDragging = useFileDrop(files.open);
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!OPEN_KEYS.some((combo) => matches(combo, event))) return;
      // DevTools and the browser would open something of theirs.
      event.preventDefault();
      event.stopPropagation();
      choose();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || !event.clipboardData) return;
      const text = event.clipboardData.getData('text/plain');
      if (event.clipboardData.files.length > 0) files.open([...event.clipboardData.files]);
      else if (findJwt(text) !== null) {
        files.pasted.value = text;
        files.isAsking.value = true;
      }
    };
    document.body.addEventListener('keydown', onKeyDown, { signal, capture: true });
    document.body.addEventListener('paste', onPaste, { signal });
    return () => end.abort();
  }, [files]);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        multiple
        hidden
        onChange={({ currentTarget }) => {
          files.isAsking.value = false;
          files.open([...(currentTarget.files ?? [])]);
          // Else the same file could not be chosen again.
          currentTarget.value = '';
        }}
      />
      {files.isComparing.value && <CompareDialog model={model} />}
      {files.isAsking.value && <OpenDialog model={model} onChoose={choose} />}
      {isDragging && (
        <div class="drop-target" role="status">
          <p>
            <Icon name="open" />
            {say('file_drop')}
          </p>
        </div>
      )}
    </>
  );
}
