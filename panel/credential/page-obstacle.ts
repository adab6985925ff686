import { actObstacle } from '../files/act-obstacle.ts';
import type { PanelModel, Snapshot } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

const LOST: ReadonlySet<Snapshot['connection']> = new Set(['disconnected', 'extension-updated']);

/** Whether what is known of the page may have changed meanwhile, unseen. */
export function isLastKnown({ connection, site }: Snapshot): boolean {
  return LOST.has(connection) || site === 'access-withheld';
}

/** Whether it was open before the extension was, and has not been heard since. */
export function isUnheard({ connection, site, storage }: Snapshot): boolean {
  const isSeen = site !== 'other' && site !== 'access-withheld';
  return connection === 'connected' && isSeen && storage === null;
}

/** Why this act, named as its button is, cannot be done to the page now; null where it can. */
export function pageObstacle(model: PanelModel, act: string): string | null {
  const { connection, site, isWatchOnly } = model.snapshot.value;
  const obstacle = actObstacle(model, act);
  if (obstacle !== null) return obstacle;
  if (connection === 'extension-updated') return say('act_extension_updated', { act });
  if (connection === 'disconnected') return say('act_disconnected', { act });
  if (site === 'access-withheld') return say('act_access_withheld', { act });
  if (site === 'other') return say('act_host_not_added', { act });
  return isWatchOnly ? say('act_watch_only', { act }) : null;
}
