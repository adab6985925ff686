import { certaintyOf } from '../../src/core/findings/certainty.ts';
import type { Finding, Note, Severity } from '../../src/core/findings/finding.ts';
import { wordKey } from '../../src/core/language/language.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { EvidenceList } from '../parts/EvidenceList.tsx';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { RowLinks } from '../parts/RowLink.tsx';
import { say } from '../words/language.ts';
import { Words } from '../words/Words.tsx';

export const SEVERITY_ICONS: Record<Severity, IconName> = {
  error: 'cross',
  warning: 'warning',
  info: 'info',
};

interface NoteItemProps {
  note: Note | Finding;
  model: PanelModel;
}

function NoteItem({ note, model }: NoteItemProps) {
  const { severity, title, evidence, requests, advice } = note;
  const code = 'code' in note ? note.code : undefined;
  const certainty = certaintyOf(note);
  return (
    <li class="finding" data-finding={code} data-severity={severity}>
      <Icon name={SEVERITY_ICONS[severity]} label={say(wordKey('severity', severity))} />
      <div class="finding-body">
        <h3>
          <Words said={title} model={model} />{' '}
          {code && (
            <>
              <span class="sure" title={say(wordKey('certainty_means', certainty))}>
                {say(wordKey('certainty', certainty))}
              </span>{' '}
              <code class="code">{code}</code>
            </>
          )}
        </h3>
        <p class="advice">
          <strong>{say('detail_next')}:</strong> <Words said={advice} model={model} />
        </p>
        <EvidenceList model={model} evidence={evidence} concerned={requests} />
      </div>
    </li>
  );
}

/** What the whole recording shows, worst first, with what to do about it; and what is flagged beside it. */
export function FindingsList({ model }: { model: PanelModel }) {
  const { notes, beside } = model.noted.value;
  return (
    <>
      {notes.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: looked up by this attribute from outside
        <ul role="list" class="findings" aria-label={say('finding_list')}>
          {notes.map((note) => (
            <NoteItem key={'code' in note ? note.code : 'unexplained'} note={note} model={model} />
          ))}
        </ul>
      )}
      {beside.length > 0 && (
        <p class="finding">
          {say('finding_beside')} <RowLinks model={model} ids={beside} />
        </p>
      )}
    </>
  );
}
