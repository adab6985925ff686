import { IN_FIREFOX } from '../parts/in-firefox.ts';

/** Of the whole panel, in any part of it; `Mod` is Ctrl, on a Mac Cmd. */
export const PANEL_KEYS = [
  { act: 'filter', combos: ['/', 'Mod+F'] },
  { act: 'close', combos: ['Escape', 'Backspace'] },
  { act: 'help', combos: ['?'] },
] as const;

export type PanelAct = (typeof PANEL_KEYS)[number]['act'];

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
  const wanted = PANEL_KEYS.find(({ combos }) =>
    combosHere(combos, hasEscape).some(
      (combo) => matches(combo, press) && !(isTyping && isText(combo)),
    ),
  );
  return wanted?.act ?? null;
}
