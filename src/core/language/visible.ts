/**
 * What turns or hides the text around it: controls, direction marks, overrides and isolates (UAX #9
 * §2), lone surrogates, and what has no width or no ink (UAX #44 `Default_Ignorable_Code_Point`,
 * as far as no emoji or script is made with it).
 */
const INVISIBLE =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const WHITE_SPACE = /[\t\n\r]/;

function named(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** The text with such characters as their code points: it reads as it is, from left to right. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (one) => (WHITE_SPACE.test(one) ? one : named(one)));
}

/** The same on one line: for a terminal, where a line of its own could pass for one of ours. */
export function visibleInLine(text: string): string {
  return text.replace(INVISIBLE, named);
}
