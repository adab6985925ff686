import { visible } from '../../language/visible.ts';

declare const markup: unique symbol;

/** HTML; only `html` makes it, so that no text becomes markup. */
export type Html = string & { readonly [markup]: true };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as text; what would turn or hide other text is shown as its code point. */
export function escaped(text: string): Html {
  return visible(text).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign) as Html;
}

/** Whether a value was made by `html`; a string alone cannot tell, so markup is wrapped in an array. */
type Part = string | number | readonly Html[];

/** So much (characters) fits into a line of a table's cell. */
const UNBROKEN = /\/?[^/]{1,40}|\//gu;

/** A path that may be broken before each of its parts, and only there while they are short. */
export function path(text: string): Html[] {
  return (text.match(UNBROKEN) ?? []).map((part) => html`${part}<wbr>`);
}

/** A template whose texts are escaped; markup is put in as a list of `Html`. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const texts = parts.map((part) =>
    typeof part === 'object' ? part.join('') : escaped(String(part)),
  );
  return String.raw({ raw: pieces }, ...texts) as Html;
}
