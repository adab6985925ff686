import { describe, expect, it } from 'vitest';
import { comboName, SHORTCUTS } from '../../panel/dialogs/shortcuts-list.ts';
import { sizeAfter } from '../../panel/parts/Splitter.tsx';
import { combosHere, type Press, panelAct } from '../../panel/shell/shortcuts.ts';

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('keys of the whole panel', () => {
  it.each([
    ['/', {}, 'filter'],
    ['f', { ctrlKey: true }, 'filter'],
    ['F', { metaKey: true }, 'filter'],
    ['?', {}, 'help'],
    ['Escape', {}, 'close'],
    ['Backspace', {}, 'close'],
    ['f', {}, null],
    ['/', { ctrlKey: true }, null],
    ['f', { ctrlKey: true, altKey: true }, null],
    ['Escape', { altKey: true }, null],
  ])('%s with %o: %s', (key, held, act) =>
    expect(panelAct(press(key, held), false, true)).toBe(act),
  );

  it('are only text in a field, unless they are no characters', () => {
    for (const key of ['/', '?', 'Backspace']) expect(panelAct(press(key), true, true)).toBeNull();
    expect(panelAct(press('f', { ctrlKey: true }), true, true)).toBe('filter');
    expect(panelAct(press('Escape'), true, true)).toBe('close');
  });

  it('leave Esc to a browser that opens its console at it', () => {
    expect(panelAct(press('Escape'), false, false)).toBeNull();
    expect(panelAct(press('Backspace'), false, false)).toBe('close');
    expect(combosHere(['Escape', 'Backspace'], false)).toEqual(['Backspace']);
  });

  it('are listed as they stand on the keyboard', () => {
    const names = (isMac: boolean) =>
      SHORTCUTS.panel.flatMap(({ combos }) => combos.map((combo) => comboName(combo, isMac)));
    expect(names(false)).toEqual(['/', 'Ctrl+F', 'Esc', '⌫', '?']);
    expect(names(true)).toEqual(['/', '⌘F', 'Esc', '⌫', '?']);
  });
});

describe('an edge moved by keys', () => {
  const range = { now: 300, min: 240, max: 325 };
  it.each([
    ['y', 'ArrowDown', false, 310],
    ['y', 'ArrowUp', true, 250],
    ['y', 'Home', false, 240],
    ['x', 'ArrowRight', false, 310],
  ] as const)('after its pane, along %s, %s (Shift: %s): %s px', (axis, key, shiftKey, size) =>
    expect(sizeAfter({ key, shiftKey }, { axis, isBefore: true, range })).toBe(size),
  );

  it.each([
    ['x', 'ArrowLeft', false, 310],
    ['x', 'ArrowRight', false, 290],
    ['x', 'ArrowLeft', true, 325],
    ['x', 'ArrowRight', true, 250],
    ['y', 'ArrowUp', false, 310],
    ['y', 'ArrowDown', false, 290],
    ['x', 'Home', false, 240],
    ['y', 'End', false, 325],
    ['x', 'ArrowUp', false, null],
    ['y', 'Enter', false, null],
  ] as const)('along %s, %s (Shift: %s): %s px', (axis, key, shiftKey, size) =>
    expect(sizeAfter({ key, shiftKey }, { axis, range })).toBe(size),
  );
});
