import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { say } from '../words/language.ts';
import { Legend } from './Legend.tsx';
import { savePicture } from './save-picture.ts';
import type { Stage } from './stage.ts';
import { rangeWords } from './timeline-words.ts';
import { fitOther, zoomBy } from './zoom.ts';

function Tool({ icon, label, onClick }: { icon: IconName; label: string; onClick(): void }) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

/** What is shown, in words, as long as it is a part that the user chose. */
function ShownRange({ stage }: { stage: Stage }) {
  const picture = stage.picture.value;
  if (stage.view.value.kind !== 'range' || !picture) return null;
  return <span class="timeline-range">{rangeWords(picture.range)}</span>;
}

/** Zooming, fitting, the legend, and the picture as a file. */
export function TimelineTools({ model, stage }: { model: PanelModel; stage: Stage }) {
  const fits =
    stage.view.value.kind === 'requests' ? 'timeline_fit_lifetimes' : 'timeline_fit_requests';
  const save = () => {
    const picture = stage.picture.peek();
    if (picture) void savePicture(picture, model.now.peek());
  };
  return (
    <>
      <ShownRange stage={stage} />
      <Legend model={model} />
      <Tool icon="zoom-in" label={say('timeline_zoom_in')} onClick={() => zoomBy(stage, 0.5)} />
      <Tool icon="zoom-out" label={say('timeline_zoom_out')} onClick={() => zoomBy(stage, 2)} />
      <Tool icon="fit" label={say(fits)} onClick={() => fitOther(stage)} />
      <Tool icon="picture" label={say('timeline_save')} onClick={save} />
    </>
  );
}
