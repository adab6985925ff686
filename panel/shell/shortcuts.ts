import { IN_FIREFOX } from '../parts/in-firefox.ts';

/**
 * What keys do: the list that is shown, and for those of the whole panel the table that its handler
 * goes by. `Mod` is Ctrl, on a Mac Cmd.
 */
export const SHORTCUTS = {
  panel: [
    { act: 'filter', combos: ['/', 'Mod+F'] },
    { act: 'close', combos: ['Escape', 'Backspace'] },
    { act: 'help', combos: ['?'] },
  ],
  grid: [
    { act: 'row', combos: ['ArrowUp', 'ArrowDown'] },
    { act: 'first-or-last', combos: ['Home', 'End'] },
    { act: 'page', combos: ['PageUp', 'PageDown'] },
    { act: 'open', combos: ['Enter'] },
    { act: 'next-flagged', combos: ['N', 'Shift+N'] },
    { act: 'fold', combos: ['ArrowLeft', 'ArrowRight'] },
  ],
  filter: [
    { act: 'propose', combos: ['ArrowUp', 'ArrowDown'] },
    { act: 'take', combos: ['Tab'] },
    { act: 'empty', combos: ['Escape'] },
  ],
  timeline: [
    { act: 'mark', combos: ['ArrowLeft', 'ArrowRight'] },
    { act: 'first-or-last-mark', combos: ['Home', 'End'] },
    { act: 'open-mark', combos: ['Enter'] },
    { act: 'zoom', combos: ['+', '-'] },
    { act: 'fit', combos: ['0'] },
  ],
  files: [
    { act: 'open-file', combos: ['Mod+O'] },
    { act: 'paste', combos: ['Mod+V'] },
  ],
  elsewhere: [
    { act: 'tab', combos: ['ArrowLeft', 'ArrowRight'] },
    { act: 'edge', combos: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
  ],
} as const;

export type ShortcutArea = keyof typeof SHORTCUTS;
export type PanelAct = (typeof SHORTCUTS.panel)[number]['act'];

export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Whether a key is that of a combo such as `Mod+O`. */
export function matches(combo: string, { key, ctrlKey, metaKey, altKey }: Press): boolean {
  const [letter = '', mod] = combo.split('+').reverse();
  const hasMod = ctrlKey || metaKey;
  if (altKey || hasMod !== (mod !== undefined)) return false;
  return key.toLowerCase() === letter.toLowerCase();
}

/** Firefox opens its own console at Esc, whatever a panel does with it. */
export const HAS_ESCAPE = !IN_FIREFOX;

/** The combos that hold in this browser. */
export function combosHere(combos: readonly string[], hasEscape: boolean): string[] {
  return combos.filter((combo) => hasEscape || combo !== 'Escape');
}

/** What a key asks of the whole panel; one that writes or deletes in a field does only that. */
export function panelAct(press: Press, isTyping: boolean, hasEscape: boolean): PanelAct | null {
  const isText = (combo: string) => combo.length === 1 || combo === 'Backspace';
  const wanted = SHORTCUTS.panel.find(({ combos }) =>
    combosHere(combos, hasEscape).some(
      (combo) => matches(combo, press) && !(isTyping && isText(combo)),
    ),
  );
  return wanted?.act ?? null;
}

const NAMES: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Backspace: '⌫',
};

/** `Ctrl+F`, `↑`: a combo as it stands on keyboards. */
export function comboName(combo: string, isMac: boolean): string {
  return (NAMES[combo] ?? combo).replace('Mod+', isMac ? '⌘' : 'Ctrl+');
}
