import { useEffect, useMemo } from 'preact/hooks';
import { createPanelModel, type PanelModel } from '../model/panel-model.ts';
import { later } from '../parts/later.tsx';
import type { SettingsStore } from '../settings.ts';
import { TokensPanel } from '../TokensPanel.tsx';
import type { FileSession } from './file-session.ts';

const FilesLayer = later(() => import('./FilesLayer.tsx').then((part) => part.FilesLayer));

interface Props {
  live: PanelModel;
  store: SettingsStore;
}

/** A model of its own for what lies in files; the live one goes on meanwhile. */
function useFileModel(session: FileSession | null, { live, store }: Props): PanelModel | null {
  const made = useMemo(() => {
    if (!session) return null;
    const end = new AbortController();
    return { model: createPanelModel(session, store, live.files, end.signal), end };
  }, [session]);
  useEffect(() => () => made?.end.abort(), [made]);
  return made?.model ?? null;
}

/** The panel over what is open: the live session, or files instead of it. */
export function ShownPanel({ live, store }: Props) {
  const session = live.files.session.value;
  const model = useFileModel(session, { live, store }) ?? live;
  return (
    <>
      <TokensPanel key={session?.id ?? 'live'} model={model} />
      {/* A token that is pasted over a file is judged now, not when the file ended. */}
      <FilesLayer model={{ ...model, now: live.now, serverNow: live.serverNow }} />
    </>
  );
}
