/**
 * What turns or hides the text around it: controls but for white space, direction marks, overrides
 * and isolates (UAX #9 §2), and what has no width; not the joiners that emoji are made with.
 */
const INVISIBLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const WHITE_SPACE = /[\t\n\r]/;

function named(character: string): string {
  if (WHITE_SPACE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** The text with such characters as their code points: it reads as it is, from left to right. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, named);
}
