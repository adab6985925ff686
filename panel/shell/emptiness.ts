import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { isUnheard } from '../credential/page-obstacle.ts';
import type { PanelModel } from '../model/panel-model.ts';

export type Emptiness =
  | 'access-withheld'
  | 'other-site'
  | 'no-tab'
  | 'filtered'
  | 'paused'
  | 'unheard'
  | 'waiting';

const isCall = ({ kind }: LogEntry) => kind !== 'marker';

/** Why the grid shows no call; null while it shows one, or where page changes are all there is or that was asked for. */
export function emptinessOf({ snapshot, visible, isFiltering }: PanelModel): Emptiness | null {
  const { entries, site, isRecording } = snapshot.value;
  const rows = visible.value.items;
  if (rows.some(isCall) || (isFiltering.value && rows.length > 0)) return null;
  if (entries.items.some(isCall)) return 'filtered';
  if (rows.length > 0) return null;
  if (site === 'access-withheld') return 'access-withheld';
  if (site === 'other') return 'other-site';
  if (site === 'no-tab') return 'no-tab';
  if (!isRecording) return 'paused';
  return isUnheard(snapshot.value) ? 'unheard' : 'waiting';
}
