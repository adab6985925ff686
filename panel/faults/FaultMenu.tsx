import { METHODS } from '../../src/core/faults/fault.ts';
import type { FaultName } from '../../src/core/language/fault-words.ts';
import { type CallEntry, tokenOf } from '../../src/core/verdict/entry.ts';
import { pageObstacle } from '../credential/page-obstacle.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { MenuItem } from '../parts/Menu.tsx';
import { MenuButton } from '../parts/MenuButton.tsx';
import { say } from '../words/language.ts';
import type { Draft } from './draft.ts';
import { situationOf } from './situation-now.ts';
import { suggest } from './wanted-faults.ts';

interface Suggestion extends MenuItem {
  name: FaultName;
  part: Partial<Draft>;
}

/** What can be done to the token of a row: expire it where it is in use, else put it there again. */
function onToken(entry: CallEntry, model: PanelModel): Suggestion[] {
  const token = tokenOf(entry);
  const { active, expired, otherUsers, previous } = situationOf(model).candidates;
  if (token === null) return [];
  const part = { token };
  if (token === active)
    return [{ id: 'expire', label: say('fault_menu_expire_token'), name: 'expire-now', part }];
  const among = (candidates: readonly { token: string }[]) =>
    candidates.some((candidate) => candidate.token === token);
  const name = among(otherUsers)
    ? 'other-user'
    : among(expired)
      ? 'really-expired'
      : among(previous)
        ? 'roll-back'
        : null;
  return name === null ? [] : [{ id: 'put', label: say('fault_menu_put_token'), name, part }];
}

function onPath(entry: CallEntry): Suggestion[] {
  if (entry.kind === 'socket' || !URL.canParse(entry.facts.url)) return [];
  const path = new URL(entry.facts.url).pathname;
  const method = METHODS.find((it) => it === entry.facts.method) ?? null;
  const part = { path, method };
  return [
    { id: 'drop', label: say('fault_menu_drop_path'), name: 'drop-authorization', part },
    { id: 'scheme', label: say('fault_menu_scheme_path'), name: 'wrong-scheme', part },
    { id: 'replace', label: say('fault_menu_replace_path'), name: 'replace-token', part },
  ];
}

/** Faults that a row suggests, filled in with its token, path and method. */
export function FaultMenu({ entry, model }: { entry: CallEntry; model: PanelModel }) {
  const groups = () => [onToken(entry, model), onPath(entry)].filter((group) => group.length > 0);
  const choose = ({ name, part }: Suggestion, close: () => void) => {
    close();
    suggest(model.wantedFaults, name, part);
  };
  return (
    <MenuButton
      label={say('fault_menu')}
      kind="fault-item"
      groups={groups}
      onChoose={choose}
      look="button"
      obstacle={pageObstacle(model, say('fault_menu'))}
    >
      <Icon name="fault" />
      <span class="label">{say('fault_menu')}</span>
      <Icon name="fold" />
    </MenuButton>
  );
}
