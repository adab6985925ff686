import { redactJson } from '../../src/core/redaction/redact-json.ts';
import type { CurrentCredential } from '../../src/core/verdict/current.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { CopyFailure } from '../parts/CopyFailure.tsx';
import { Icon } from '../parts/Icon.tsx';
import type { MenuItem } from '../parts/Menu.tsx';
import { MenuButton } from '../parts/MenuButton.tsx';
import { useCopy } from '../parts/use-copy.ts';
import { say } from '../words/language.ts';
import { pageObstacle } from './page-obstacle.ts';

interface MenuProps {
  current: CurrentCredential;
  model: PanelModel;
}

interface Act extends MenuItem {
  run(): void;
}

function claimsText({ decoded }: CurrentCredential): string | null {
  return decoded.kind === 'jws' ? JSON.stringify(redactJson(decoded.claims), null, 2) : null;
}

/** What has no room as a button, in words. */
export function MoreMenu({ current, model }: MenuProps) {
  const { outcome, copy, dismiss } = useCopy();
  const claims = claimsText(current);
  const acts: Act[] = [
    {
      id: 'probe',
      label: say('credential_ask'),
      obstacle: pageObstacle(model, say('credential_ask')),
      run: () => void model.session.probeToken(current.token),
    },
    ...(claims === null
      ? []
      : [{ id: 'claims', label: say('credential_copy_claims'), run: () => copy(claims) }]),
  ];
  return (
    <>
      <MenuButton
        label={say('credential_more')}
        kind="credential-act"
        groups={() => [acts]}
        onChoose={(act, close) => {
          close();
          act.run();
        }}
        look="tool"
      >
        <Icon name="more" />
      </MenuButton>
      <span role="status" class="off-screen">
        {outcome?.kind === 'copied' && say('copied')}
      </span>
      {outcome?.kind === 'failed' && <CopyFailure text={outcome.text} onClose={dismiss} />}
    </>
  );
}

/** Copies the claims of a token that can be read. */
export function CopyClaims({ current }: { current: CurrentCredential }) {
  const claims = claimsText(current);
  if (claims === null) return null;
  return <CopyButton label={say('credential_copy_claims')} text={() => claims} />;
}
