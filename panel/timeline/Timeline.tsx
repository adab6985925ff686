import './timeline.css';
import { type Signal, useSignal } from '@preact/signals';
import type { View } from '../../src/core/timeline/view.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { useMediaQuery } from '../parts/media-query.ts';
import { say } from '../words/language.ts';
import { TimelineStage } from './TimelineStage.tsx';

/** Lower than this, a panel needs its height for the grid until the user says otherwise. */
const TALL = '(height >= 600px)';

/** The recording as a picture in time, above the grid; folds away. */
export function Timeline({ model }: { model: PanelModel }) {
  const view: Signal<View> = useSignal<View>({ kind: 'requests' });
  const isTall = useMediaQuery(TALL);
  if (model.counts.value.requests === 0) return null;
  const { open } = model.settings.value;
  // Simulations need the height to show what they do.
  const isSimulating = model.drawer.value?.isOpen === true && model.drawer.value.tab === 'faults';
  const isOpen = open.timeline ?? (isTall && !isSimulating);
  const toggle = () => model.change({ open: { ...open, timeline: !isOpen } });
  const fold = (
    <button type="button" class="timeline-fold" aria-expanded={isOpen} onClick={toggle}>
      <span class="fold">
        <Icon name="fold" />
      </span>
      {say('timeline')}
    </button>
  );
  return (
    <section class="timeline" aria-label={say('timeline')}>
      {isOpen ? (
        <TimelineStage model={model} view={view} fold={fold} />
      ) : (
        <div class="timeline-bar">{fold}</div>
      )}
    </section>
  );
}
