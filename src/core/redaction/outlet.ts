import { Pseudonyms } from './pseudonyms.ts';
import type { Show } from './shown.ts';
import { unsignedToken } from './unsigned-token.ts';

/** What was not let out as it was; of a body that is not understood nothing was. */
export type Replaced = 'signature' | 'secret' | 'field' | 'body';

export type OutletCounts = Record<Replaced | 'person', number>;

/** Sockets that can set no header carry their token so. */
const JWS_PARAMETER = /(?<=[?&#][\w.-]{1,64}=)(eyJ[\w-]+\.eyJ[\w-]*\.[\w-]*)(?=[&#]|$)/;
/** The way out for recordings that are given away: without secrets, and without people. */
export class Outlet {
  readonly show: Show;
  readonly people = new Pseudonyms();
  readonly #counts: Record<Replaced, number> = { signature: 0, secret: 0, field: 0, body: 0 };

  constructor(show: Show) {
    this.show = show;
  }

  /** How often each kind of thing was replaced so far, and how many things about people. */
  counts(): OutletCounts {
    return { ...this.#counts, person: this.people.size };
  }

  note(kind: Replaced): void {
    this.#counts[kind] += 1;
  }

  /** What became of a text; counted where it is another. */
  noted(kind: Replaced, before: string, after: string): string {
    if (after !== before) this.note(kind);
    return after;
  }

  /** An address without secrets, its tokens without their signatures, and without what its parameters say of a person. */
  url(url: string): string {
    const parts = url.split(JWS_PARAMETER).map((part, index) => {
      if (index % 2 === 0) return this.noted('secret', part, this.show(part));
      return this.noted('signature', part, unsignedToken(part));
    });
    return this.people.inUrl(parts.join(''));
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
