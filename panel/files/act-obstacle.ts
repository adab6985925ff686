import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

/** Why this act, named as its button is, cannot be done to what is shown; null where it is live. */
export function actObstacle({ session }: PanelModel, act: string): string | null {
  return session.source.kind === 'file' ? say('file_no_act', { act }) : null;
}
