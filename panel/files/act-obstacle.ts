import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

/** Why nothing can be done to what is shown; null where it is live. */
export function actObstacle({ session }: PanelModel): string | null {
  return session.source.kind === 'file' ? say('file_no_act') : null;
}
