import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { type PreviewedSending, previewClock } from '../../src/core/faults/clock-preview.ts';
import { MAX_SECONDS } from '../../src/core/faults/fault.ts';
import { wordKey } from '../../src/core/language/language.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { RowLink } from '../parts/RowLink.tsx';
import { shortDuration } from '../words/durations.ts';
import { say } from '../words/language.ts';

const STANDARD_SECONDS = 180;
/** Of more the rest is counted. */
const MAX_SHOWN = 50;

function ChangeRow({ change, model }: { change: PreviewedSending; model: PanelModel }) {
  const { id, from, to, secondsLeft, becomes } = change;
  return (
    <tr data-preview={to} data-becomes={becomes ?? undefined}>
      <td>
        <RowLink model={model} id={id} />
      </td>
      <td>{say(wordKey('detail_validity', from))}</td>
      <td>{say(wordKey('detail_validity', to))}</td>
      <td>{secondsLeft === null ? '–' : shortDuration(secondsLeft)}</td>
      <td>{becomes ? say(wordKey('preview_becomes', becomes)) : say('preview_same')}</td>
    </tr>
  );
}

interface ResultProps {
  model: PanelModel;
  shiftSeconds: number;
}

function PreviewResult({ model, shiftSeconds }: ResultProps) {
  const { changes, refused } = previewClock(model.snapshot.value.analysis, shiftSeconds);
  const more = changes.length - MAX_SHOWN;
  return (
    <div class="preview" data-shift={shiftSeconds}>
      <p role="status">
        <span class="tag flag">{say('preview_tag')}</span>{' '}
        {changes.length === 0
          ? say('preview_nothing')
          : say('preview_sum', { count: changes.length })}{' '}
        {refused > 0 && say('preview_refused', { count: refused })}
      </p>
      {changes.length > 0 && (
        <table>
          <thead>
            <tr>
              {(
                [
                  'detail_tab_request',
                  'preview_now',
                  'preview_then',
                  'preview_left',
                  'preview_becomes',
                ] as const
              ).map((key) => (
                <th key={key} scope="col">
                  {say(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, MAX_SHOWN).map((change) => (
              <ChangeRow key={change.id} change={change} model={model} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p class="subtle">{say('row_links_more', { count: more })}</p>}
    </div>
  );
}

/** What other verdicts there would be by another clock; a look, nothing is done. */
export function ClockPreview({ model }: { model: PanelModel }) {
  const seconds = useSignal(STANDARD_SECONDS);
  const isBehind = useSignal(true);
  const isShown = useSignal(false);
  const id = useId();
  const isReady = Number.isFinite(seconds.value) && seconds.value > 0;
  const shift = seconds.value * (isBehind.value ? 1 : -1);
  return (
    <section class="fault-group" data-group="clock">
      <h3>
        <Icon name="clock" /> {say('preview')}
      </h3>
      <div class="fault-scope">
        <span class="fault-field">
          <label for={id}>{say('preview_seconds')}</label>
          <input
            id={id}
            type="number"
            required
            min={1}
            max={MAX_SECONDS}
            value={isReady ? seconds.value : ''}
            onInput={({ currentTarget: { valueAsNumber, validity } }) => {
              seconds.value = validity.valid ? valueAsNumber : Number.NaN;
            }}
          />
        </span>
        <select
          aria-label={say('preview_direction')}
          value={isBehind.value ? 'behind' : 'ahead'}
          onChange={({ currentTarget: { value } }) => {
            isBehind.value = value === 'behind';
          }}
        >
          <option value="behind">{say('preview_behind')}</option>
          <option value="ahead">{say('preview_ahead')}</option>
        </select>
        <button
          type="button"
          class="button"
          aria-pressed={isShown.value}
          onClick={() => {
            isShown.value = !isShown.value;
          }}
        >
          {say(isShown.value ? 'preview_hide' : 'preview_show')}
        </button>
        <p class="subtle">{say('preview_note')}</p>
      </div>
      {isShown.value && isReady && <PreviewResult model={model} shiftSeconds={shift} />}
    </section>
  );
}
