import { actObstacle } from '../files/act-obstacle.ts';
import type { PanelModel, Snapshot } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

const LOST: ReadonlySet<Snapshot['connection']> = new Set(['disconnected', 'extension-updated']);

/** Whether what is known of the page may have changed meanwhile, unseen. */
export function isLastKnown({ connection, site }: Snapshot): boolean {
  return LOST.has(connection) || site === 'access-withheld';
}

/** Why nothing can be done to the page or with its token now; null where it can. */
export function pageObstacle(model: PanelModel): string | null {
  const { connection, site, isWatchOnly } = model.snapshot.value;
  const obstacle = actObstacle(model);
  if (obstacle !== null) return obstacle;
  if (connection === 'extension-updated') return say('act_extension_updated');
  if (connection === 'disconnected') return say('act_disconnected');
  if (site === 'access-withheld') return say('act_access_withheld');
  if (site === 'other') return say('act_host_not_added');
  return isWatchOnly ? say('act_watch_only') : null;
}
