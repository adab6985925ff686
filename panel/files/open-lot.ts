import type { KeptFiles, Session } from '../../src/core/session/session.ts';
import { sessionOf } from './file-session.ts';
import type { Failure, Opened } from './files.ts';
import { MAX_FILE_BYTES, readFiles } from './read-files.ts';

const EVERY_HOST = ['*'];

/** Shows what lies in files, once they are read; until then, and where they cannot be, what was shown before stays. */
export async function openLot(
  lot: KeptFiles,
  live: Session,
  { session, progress, failure }: Opened,
  open: (lot: KeptFiles) => void,
  end: AbortSignal,
): Promise<void> {
  const { files, hosts } = lot;
  const [first] = files;
  if (!first) return;
  const names = files.map(({ name }) => name);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const fail = (index: number, problem: Failure['problem']) => {
    const withAllHosts =
      problem.kind === 'other-hosts' ? () => open({ ...lot, hosts: EVERY_HOST }) : null;
    failure.value = { name: names[index] ?? first.name, problem, withAllHosts };
  };
  if (bytes > MAX_FILE_BYTES) {
    fail(0, { kind: 'too-large' });
    return;
  }
  const told = (read: number) => {
    progress.value = { names, bytes, read };
  };
  told(0);
  const { opened, added } = await readFiles(files, hosts, end, told);
  // Meanwhile it may have been cancelled, or others opened.
  if (end.aborted) return;
  progress.value = null;
  if (!opened) fail(0, { kind: 'unreadable' });
  else if (opened.kind === 'problem') fail(opened.index, opened.problem);
  else {
    live.keptFiles = lot;
    session.value = sessionOf(opened, names, added, {
      view: () => live.keptFiles?.view ?? null,
      keep(view) {
        if (live.keptFiles) live.keptFiles = { ...live.keptFiles, view };
      },
    });
  }
}
