import { PANEL_KEYS } from '../shell/shortcuts.ts';

/** What keys do, as the list of them shows it: each area with its acts, in this order. */
export const SHORTCUTS = {
  panel: PANEL_KEYS,
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
