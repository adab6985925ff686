import './files.css';
import type { FileSource } from '../../src/core/session/session.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { FileHeadline } from './FileHeadline.tsx';
import { failureSentence } from './failure-words.ts';
import type { Files } from './files.ts';
import { sizeWords } from './size-words.ts';

function Shown({ source, model }: { source: FileSource; model: PanelModel }) {
  const { names, told, isSanitised } = source;
  const title = names.join(', ');
  return (
    <section class="file-banner" aria-label={title}>
      <Icon name="page" />
      <p class="facts" title={title}>
        <strong>{say(told ? 'file_shown_report' : 'file_shown_har', { names })}</strong>
        <span>{say('file_requests', { count: model.counts.value.calls })}</span>
        <span>{say('file_not_live')}</span>
        {told && <span>{say('file_report_holds')}</span>}
      </p>
      <button type="button" class="button" onClick={model.files.backToLive}>
        {say('file_back')}
      </button>
      <FileHeadline model={model} />
      {isSanitised && (
        <p class="note warn">
          <Icon name="warning" />
          <span>{say('file_sanitised')}</span>
        </p>
      )}
    </section>
  );
}

function Failed({ model }: { model: PanelModel }) {
  const { files } = model;
  const failure = files.failure.value;
  if (!failure) return null;
  const { withAllHosts } = failure;
  const showAllHosts = () => {
    // What goes to other hosts is no API of the service, and would stay hidden.
    model.change({ apiOnly: false });
    withAllHosts?.();
  };
  return (
    <div class="infobar file-failure" role="alert">
      <Icon name="warning" />
      <span>{failureSentence(failure)}</span>
      {withAllHosts && (
        <button type="button" class="button" onClick={showAllHosts}>
          {say('file_all_hosts')}
        </button>
      )}
      <button
        type="button"
        class="tool"
        aria-label={say('shell_dismiss')}
        title={say('shell_dismiss')}
        onClick={() => {
          files.failure.value = null;
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** Says that files are shown and how to get back, and what could not be opened. */
export function FileNotes({ model }: { model: PanelModel }) {
  const { source } = model.session;
  return (
    <>
      {source.kind === 'file' && <Shown source={source} model={model} />}
      <Failed model={model} />
    </>
  );
}

/** How much of the files has been read. */
export function FileProgress({ files }: { files: Files }) {
  const { progress, cancel } = files;
  if (!progress.value) return null;
  const { names, bytes, read } = progress.value;
  return (
    <div class="file-progress">
      <progress
        aria-label={say('file_reading', { names, size: sizeWords(bytes) })}
        max={bytes}
        value={read}
      />
      <span>{say('file_reading', { names, size: sizeWords(bytes) })}</span>
      <button type="button" class="button" onClick={cancel}>
        {say('refresh_cancel')}
      </button>
    </div>
  );
}
