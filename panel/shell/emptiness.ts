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

/** Why the grid shows no call; null while it shows one, or where page changes are all there is. */
export function emptinessOf({ snapshot, visible }: PanelModel): Emptiness | null {
  const { entries, site, isRecording } = snapshot.value;
  if (visible.value.items.some(isCall)) return null;
  if (entries.items.some(isCall)) return 'filtered';
  if (visible.value.items.length > 0) return null;
  if (site === 'access-withheld') return 'access-withheld';
  if (site === 'other') return 'other-site';
  if (site === 'no-tab') return 'no-tab';
  if (!isRecording) return 'paused';
  return isUnheard(snapshot.value) ? 'unheard' : 'waiting';
}
