import type { Brand } from 'valibot';
import { iso } from '../language/time-value.ts';
import { redactText } from './redact.ts';
import type { Secrets } from './secrets.ts';

declare const redacted: unique symbol;

/** Text that holds no secret; only `textFilter` makes it. */
export type Shown = string & { readonly [redacted]: true };
/** An instant as ISO 8601 in UTC. */
export type Instant = string & Brand<'Instant'>;

/** The one way out for text. */
export type Show = (text: string) => Shown;

/** Shorter than any secret that is told by its looks, unless one of these signs is in it. */
const PLAIN_BELOW = 12;
const SIGN = /[=:@%"']/;
/** Texts recur: routes, messages, causes. */
const MAX_REMEMBERED = 20_000;

/** Lets text out without what is known to be secret and what looks like it. */
export function textFilter(secrets: Secrets): Show {
  const remembered = new Map<string, Shown>();
  return (text) => {
    if (text.length < PLAIN_BELOW && !SIGN.test(text)) return text as Shown;
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const shown = redactText(text, secrets) as Shown;
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(text, shown);
    return shown;
  };
}

/** ms since the epoch as a date; null where there is none or a Date cannot hold it. */
export function instant(ms: number | null): Instant | null {
  return iso(ms) as Instant | null;
}

/** s, to the ms. */
export function seconds(value: number): number;
export function seconds(value: number | null): number | null;
export function seconds(value: number | null): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  const rounded = Math.round(value * 1000) / 1000;
  return rounded === 0 ? 0 : rounded;
}
