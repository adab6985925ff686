import {
  ANONYMOUS,
  type CallFrame,
  placeOfFrame,
  scriptUrl,
  senderOf,
} from '../../src/core/recording/initiator.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

interface Props {
  frames: readonly CallFrame[];
  model: PanelModel;
}

function FramePlace({ frame, model }: { frame: CallFrame; model: PanelModel }) {
  const { openSource } = model.session;
  const place = placeOfFrame(frame);
  if (!openSource) return <span title={scriptUrl(frame)}>{place}</span>;
  return (
    <button
      type="button"
      class="link"
      title={scriptUrl(frame)}
      aria-label={say('detail_initiator_open', { place })}
      onClick={() => openSource(frame)}
    >
      {place}
    </button>
  );
}

/** The calls that led to a request, the innermost first; the one that asked a library to send stands out. */
export function InitiatorView({ frames, model }: Props) {
  const sender = senderOf(frames);
  return (
    <ol class="frames-of-calls" aria-label={say('detail_initiator_more')}>
      {frames.map((frame, index) => (
        <li key={index} class={frame === sender ? 'sender' : undefined}>
          <code>{frame.functionName || ANONYMOUS}</code>
          <FramePlace frame={frame} model={model} />
        </li>
      ))}
    </ol>
  );
}
