import { redactJson } from '../../src/core/redaction/redact-json.ts';
import type { CurrentCredential } from '../../src/core/verdict/current.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { CopyFailure } from '../parts/CopyFailure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Menu, type MenuItem, useMenu } from '../parts/Menu.tsx';
import { useMediaQuery } from '../parts/media-query.ts';
import { useCopy } from '../parts/use-copy.ts';
import { say } from '../words/language.ts';
import { ProbeButton } from './ProbeButton.tsx';
import { pageObstacle } from './page-obstacle.ts';
import { RefreshButton, type RefreshIntent } from './RefreshControl.tsx';

/** Narrower than this there is room for one button with words. */
const NARROW = '(width < 640px)';

interface Props {
  current: CurrentCredential | null;
  model: PanelModel;
  refresh: RefreshIntent;
}

interface Act extends MenuItem {
  run(): void;
}

function claimsText({ decoded }: CurrentCredential): string | null {
  return decoded.kind === 'jws' ? JSON.stringify(redactJson(decoded.claims), null, 2) : null;
}

/** What has no room as a button, in words. */
function MoreMenu({ current, model }: { current: CurrentCredential; model: PanelModel }) {
  const { root, isOpen, show, close, onFocusOut } = useMenu();
  const { outcome, copy, dismiss } = useCopy();
  const claims = claimsText(current);
  const acts: Act[] = [
    {
      id: 'probe',
      label: say('credential_ask'),
      obstacle: pageObstacle(model),
      run: () => void model.session.probeToken(current.token),
    },
    ...(claims === null
      ? []
      : [{ id: 'claims', label: say('credential_copy_claims'), run: () => copy(claims) }]),
  ];
  return (
    <div class="menu-place" ref={root} onFocusOut={onFocusOut}>
      <button
        type="button"
        class="tool"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={say('credential_more')}
        title={say('credential_more')}
        onClick={() => show(!isOpen)}
      >
        <Icon name="more" />
      </button>
      <span role="status" class="off-screen">
        {outcome?.kind === 'copied' && say('copied')}
      </span>
      {isOpen && (
        <Menu
          label={say('credential_more')}
          kind="credential-act"
          groups={[acts]}
          onChoose={(act) => {
            close();
            act.run();
          }}
          onClose={close}
        />
      )}
      {outcome?.kind === 'failed' && <CopyFailure text={outcome.text} onClose={dismiss} />}
    </div>
  );
}

/** The remedy first; what else can be done to the current token beside it, or in a menu. */
export function CredentialActions({ current, model, refresh }: Props) {
  const isNarrow = useMediaQuery(NARROW);
  const claims = current && claimsText(current);
  return (
    <div class="actions">
      {current && !isNarrow && claims !== null && (
        <CopyButton label={say('credential_copy_claims')} text={() => claims} />
      )}
      {current && !isNarrow && (
        <ProbeButton model={model} token={current.token} label={say('credential_ask')} />
      )}
      <RefreshButton model={model} intent={refresh} />
      {current && isNarrow && <MoreMenu current={current} model={model} />}
    </div>
  );
}
