import { wordKey } from '../../src/core/language/language.ts';
import { say } from '../words/language.ts';
import type { Opened } from './opened.ts';

const OF_REQUEST = ['verdict', 'token', 'request', 'response', 'chain'] as const;
const OF_SOCKET = ['verdict', 'token', 'frames', 'chain'] as const;

export type DetailTab = (typeof OF_REQUEST)[number] | (typeof OF_SOCKET)[number];

/** The name of a tab in the reader's language. */
export function tabTitle(id: DetailTab): string {
  return say(wordKey('detail_tab', id));
}

/** The tabs that a row of this kind has. */
export function tabsOf({ kind }: Opened): { id: DetailTab; title: string }[] {
  const ids = kind === 'socket' ? OF_SOCKET : OF_REQUEST;
  return ids.map((id) => ({ id, title: tabTitle(id) }));
}

/** The tab that was chosen last, where this row has it. */
export function tabToShow(entry: Opened, chosen: string): DetailTab {
  if (entry.kind === 'request') return OF_REQUEST.find((id) => id === chosen) ?? 'verdict';
  return OF_SOCKET.find((id) => id === chosen) ?? 'verdict';
}
