import './save-report.css';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { wordKey } from '../../src/core/language/language.ts';
import { downloadText } from '../../src/platform/download.ts';
import {
  draftReport,
  FORMATS,
  type ReportDraft,
  type ReportFormat,
} from '../files/report-draft.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';

/**
 * A page inside the extension's own may have no style of its own; its text is given to it again as
 * one that is made here. Nothing in it runs and nothing is fetched.
 */
function giveStyle(frame: HTMLIFrameElement): void {
  const { contentDocument: page, contentWindow: world } = frame;
  const text = page?.querySelector('style')?.textContent;
  const Sheet = (world as (Window & typeof globalThis) | null)?.CSSStyleSheet;
  if (!page || !Sheet || !text) return;
  const sheet = new Sheet();
  sheet.replaceSync(text);
  page.adoptedStyleSheets = [sheet];
}

function Preview({ draft }: { draft: ReportDraft }) {
  const frame = useRef<HTMLIFrameElement>(null);
  if (draft.type !== 'text/html')
    return (
      <textarea
        class="preview"
        readOnly
        value={draft.text}
        aria-label={say('save_report_preview')}
      />
    );
  return (
    <iframe
      ref={frame}
      class="preview"
      sandbox="allow-same-origin"
      srcdoc={draft.text}
      title={say('save_report_preview')}
      onLoad={({ currentTarget }) => giveStyle(currentTarget)}
    />
  );
}

interface Props {
  model: PanelModel;
  isOpen: Signal<boolean>;
}

/** Shows what a report would hand on, to the letter, before it is saved. */
export function SaveReportDialog({ model, isOpen }: Props) {
  const format = useSignal<ReportFormat>('html');
  const realNames = useSignal(false);
  const draft = useSignal<ReportDraft | null>(null);
  useEffect(() => {
    let isWanted = true;
    void draftReport(model, format.value, realNames.value).then((made) => {
      if (isWanted) draft.value = made;
    });
    return () => {
      isWanted = false;
    };
  }, [format.value, realNames.value]);
  const made = draft.value;
  return (
    <Dialog isOpen={isOpen} name="save-report" title={say('save_report')}>
      <fieldset>
        <legend class="off-screen">{say('save_report_format')}</legend>
        {FORMATS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="report-format"
              checked={format.value === one}
              onChange={() => {
                format.value = one;
              }}
            />
            {say(wordKey('save_report', one))}
          </label>
        ))}
      </fieldset>
      <label>
        <input
          type="checkbox"
          checked={realNames.value}
          onChange={({ currentTarget }) => {
            realNames.value = currentTarget.checked;
          }}
        />
        {say('save_report_real_names')}
      </label>
      {realNames.value && (
        <p class="note warn" role="status">
          <Icon name="warning" />
          <span>{say('save_report_real_names_why')}</span>
        </p>
      )}
      {made && <Preview draft={made} />}
      <p class="subtle">{say('save_report_what')}</p>
      <div class="acts">
        <button
          type="button"
          class="button primary"
          disabled={made === null}
          onClick={() => made && downloadText(made.name, made.type, made.text)}
        >
          <Icon name="export" />
          {say('save_report_save', { name: made?.name ?? '' })}
        </button>
        {made && format.value !== 'html' && (
          <CopyButton label={say('copy_menu')} text={() => made.text} />
        )}
      </div>
    </Dialog>
  );
}
