import { readSessionFacts } from '../../src/core/session/facts.ts';
import { fileHeadline } from '../../src/core/session/file-headline.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { tell } from '../words/language.ts';

const ICONS = { good: 'check', warn: 'warning', bad: 'cross', idle: 'info' } as const;

/** How it stood when the file ended, which is not how it stands today. */
export function FileHeadline({ model }: { model: PanelModel }) {
  const { said, tone } = fileHeadline(readSessionFacts(model.snapshot.value.analysis));
  return (
    <p class="headline" data-tone={tone}>
      <Icon name={ICONS[tone]} />
      <span>{tell(said)}</span>
    </p>
  );
}
