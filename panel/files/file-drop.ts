import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

/** Whether files are being dragged over the panel; those that are dropped are opened. */
export function useFileDrop(open: (files: readonly File[]) => void): boolean {
  const isDragging = useSignal(false);
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      isDragging.value = true;
    };
    const onDragLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) isDragging.value = false;
    };
    const onDrop = (event: DragEvent) => {
      isDragging.value = false;
      if (!hasFiles(event)) return;
      event.preventDefault();
      open([...(event.dataTransfer?.files ?? [])]);
    };
    document.addEventListener('dragenter', onDragOver, { signal });
    document.addEventListener('dragover', onDragOver, { signal });
    document.addEventListener('dragleave', onDragLeave, { signal });
    document.addEventListener('drop', onDrop, { signal });
    return () => end.abort();
  }, [open]);
  return isDragging.value;
}
