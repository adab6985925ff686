import type { Frame } from 'puppeteer-core';
import { waitFor } from '../browser/wait.ts';

function drag(frame: Frame, kind: 'dragover' | 'drop', files: Record<string, string>) {
  return frame.evaluate(
    (kind, files) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of Object.entries(files))
        dataTransfer.items.add(new File([text], name));
      const dragged = { dataTransfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent(kind, dragged));
    },
    kind,
    files,
  );
}

/** Holds files over a panel or window until it shows that it takes them. */
export async function holdFiles(frame: Frame): Promise<void> {
  await waitFor('the place to drop files', async () => {
    await drag(frame, 'dragover', { any: '' });
    return frame.$('.drop-target');
  });
}

/** Drops files, by their names, where one sees that they are taken. */
export async function dropFiles(frame: Frame, files: Record<string, string>): Promise<void> {
  await holdFiles(frame);
  await drag(frame, 'drop', files);
}
