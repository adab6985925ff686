import { describe, expect, it } from 'vitest';
import { visible } from '../../../src/core/language/visible.ts';

describe('text from outside', () => {
  it('shows what would turn or hide the text around it', () => {
    expect(visible('sari\u202egnp.exe@siswa.example')).toBe('sari⟨U+202E⟩gnp.exe@siswa.example');
    expect(visible('\u001b[2J/api/\u0000\u200b')).toBe('⟨U+001B⟩[2J/api/⟨U+0000⟩⟨U+200B⟩');
    expect(visible('\u2067a\u2069')).toBe('⟨U+2067⟩a⟨U+2069⟩');
  });

  it('is otherwise as it was, with its lines, letters and emoji', () => {
    const text = 'baris 1\n\tbaris 2 · اَلسَّلَامُ · 👩‍🏫';
    expect(visible(text)).toBe(text);
  });
});
