import type { PanelModel } from '../panel-model.ts';
import { screenWords } from './screen-words.ts';

/** A text of the core as a reader of the screen knows things. */
export function Words({ text, model }: { text: string; model: PanelModel }) {
  const { analysis } = model.snapshot.value;
  return <>{screenWords(text, { analysis, entryOf: model.entryOf.value })}</>;
}
