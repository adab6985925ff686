import type { Said } from '../../src/core/language/language.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { screenWords } from './screen-words.ts';

/** Something the core says, as a reader of the screen knows things. */
export function Words({ said, model }: { said: Said; model: PanelModel }) {
  const { analysis } = model.snapshot.value;
  return <>{screenWords(said, { analysis, entryOf: model.entryOf.value })}</>;
}
