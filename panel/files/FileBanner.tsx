import type { PanelModel } from '../model/panel-model.ts';
import { later } from '../parts/later.tsx';
import { say } from '../words/language.ts';
import type { Files } from './files.ts';
import { sizeWords } from './size-words.ts';

const FileNotes = later(() => import('./FileNotes.tsx').then((part) => part.FileNotes));

function Reading({ files }: { files: Files }) {
  const { progress, cancel } = files;
  if (!progress.value) return null;
  const { names, bytes, read } = progress.value;
  return (
    <div class="file-progress">
      <progress
        aria-label={say('file_reading', { names, size: sizeWords(bytes) })}
        max={bytes}
        value={read}
      />
      <span>{say('file_reading', { names, size: sizeWords(bytes) })}</span>
      <button type="button" class="button" onClick={cancel}>
        {say('file_cancel')}
      </button>
    </div>
  );
}

/** What is said of files: that they are shown, are being read, or could not be opened. */
export function FileBanner({ model }: { model: PanelModel }) {
  const { session, files } = model;
  const isSomethingSaid = session.source.kind === 'file' || files.failure.value !== null;
  return (
    <>
      {isSomethingSaid && <FileNotes model={model} />}
      <div role="status">
        <Reading files={files} />
      </div>
    </>
  );
}
