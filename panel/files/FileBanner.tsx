import type { PanelModel } from '../model/panel-model.ts';
import { later } from '../parts/later.tsx';

const FileNotes = later(() => import('./FileNotes.tsx').then((part) => part.FileNotes));
const FileProgress = later(() => import('./FileNotes.tsx').then((part) => part.FileProgress));

/** What is said of files: that they are shown, are being read, or could not be opened. */
export function FileBanner({ model }: { model: PanelModel }) {
  const { session, files } = model;
  const isSomethingSaid = session.source.kind === 'file' || files.failure.value !== null;
  return (
    <>
      {isSomethingSaid && <FileNotes model={model} />}
      <div role="status">{files.progress.value && <FileProgress files={files} />}</div>
    </>
  );
}
