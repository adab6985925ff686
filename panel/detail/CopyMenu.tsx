import { useState } from 'preact/hooks';
import type { PanelModel } from '../model/panel-model.ts';
import { CopyFailure } from '../parts/CopyFailure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { MenuButton } from '../parts/MenuButton.tsx';
import { useCopy } from '../parts/use-copy.ts';
import { say } from '../words/language.ts';
import { type Copy, copiesOf } from './copies.ts';
import type { Opened } from './opened.ts';

/** Everything that can be copied of a row; what opens the account only when it is asked for twice. */
export function CopyMenu({ entry, model }: { entry: Opened; model: PanelModel }) {
  const [asked, setAsked] = useState<string | null>(null);
  const [isImpossible, setImpossible] = useState(false);
  const { outcome, copy, dismiss } = useCopy();
  const forget = () => {
    setAsked(null);
    setImpossible(false);
  };
  const choose = (chosen: Copy, close: () => void) => {
    if (chosen.isSecret && asked !== chosen.id) {
      setAsked(chosen.id);
      return;
    }
    const text = chosen.text();
    close();
    if (text === null) setImpossible(true);
    else copy(text);
  };
  const said = isImpossible
    ? say('copy_holds_nul')
    : outcome?.kind === 'copied'
      ? say('copied')
      : null;
  const groups = () =>
    copiesOf(entry, model).map((group) =>
      group.map((one) => (one.id === asked ? { ...one, label: say('copy_ask_again') } : one)),
    );
  return (
    <div class="copy-menu">
      <span role="status" class="said">
        {said}
      </span>
      <MenuButton
        label={say('copy_menu')}
        kind="copy"
        groups={groups}
        onChoose={choose}
        onShow={forget}
        look="button"
      >
        <Icon name="copy" />
        <span class="label">{say('copy_menu')}</span>
        <Icon name="fold" />
      </MenuButton>
      {outcome?.kind === 'failed' && <CopyFailure text={outcome.text} onClose={dismiss} />}
    </div>
  );
}
