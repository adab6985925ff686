import { describe, expect, it } from 'vitest';
import { visible, visibleInLine } from '../../../src/core/language/visible.ts';

describe('text from outside', () => {
  it('shows what would turn or hide the text around it', () => {
    expect(visible('sari\u202egnp.exe@siswa.example')).toBe('sari⟨U+202E⟩gnp.exe@siswa.example');
    expect(visible('\u001b[2J/api/\u0000\u200b')).toBe('⟨U+001B⟩[2J/api/⟨U+0000⟩⟨U+200B⟩');
    expect(visible('\u2067a\u2069')).toBe('⟨U+2067⟩a⟨U+2069⟩');
  });

  it('shows what has no ink, and what text is hidden with', () => {
    expect(visible('si\u00adswa\u3164\u{e0041}\ud800')).toBe(
      'si⟨U+00AD⟩swa⟨U+3164⟩⟨U+E0041⟩⟨U+D800⟩',
    );
  });

  it('cannot make a line of its own in a terminal', () => {
    expect(visibleInLine('satu\r\n\tdua')).toBe('satu⟨U+000D⟩⟨U+000A⟩⟨U+0009⟩dua');
  });

  it('is otherwise as it was, with its lines, letters and emoji', () => {
    const text = 'baris 1\n\tbaris 2 · اَلسَّلَامُ · 👩‍🏫';
    expect(visible(text)).toBe(text);
  });
});
