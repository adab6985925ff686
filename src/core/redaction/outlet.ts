import { isPersonal } from './personal-names.ts';
import { Pseudonyms } from './pseudonyms.ts';
import type { Show } from './shown.ts';

/** What was not let out as it was. */
export type Replaced = 'signature' | 'secret' | 'field' | 'body';

const PARAMETER = /([?&])([^=&#]{1,128})=([^&#]*)/g;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** The way out for recordings that are given away: without secrets, and without people. */
export class Outlet {
  readonly show: Show;
  readonly people = new Pseudonyms();
  readonly #replaced = new Map<Replaced, number>();

  constructor(show: Show) {
    this.show = show;
  }

  /** How often each kind of thing was replaced. */
  get replaced(): ReadonlyMap<Replaced, number> {
    return this.#replaced;
  }

  note(kind: Replaced): void {
    this.#replaced.set(kind, (this.#replaced.get(kind) ?? 0) + 1);
  }

  /** What became of a text; counted where it is another. */
  noted(kind: Replaced, before: string, after: string): string {
    if (after !== before) this.note(kind);
    return after;
  }

  /** An address without secrets, and without what its parameters say of a person. */
  url(url: string): string {
    const shown = this.noted('secret', url, this.show(url));
    return shown.replace(PARAMETER, (all, before: string, name: string, value: string) => {
      const plain = decoded(value);
      if (plain === '' || !isPersonal(decoded(name), plain)) return all;
      return `${before}${name}=${this.people.of(plain)}`;
    });
  }

  /** As JSON, without the people in its texts. */
  json(value: unknown): string {
    return JSON.stringify(
      value,
      (_name, inner: unknown) => (typeof inner === 'string' ? this.people.hide(inner) : inner),
      2,
    );
  }
}
