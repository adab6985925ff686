import type { Brand } from 'valibot';
import { MINUTE_MS } from '../language/units.ts';
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

let lastMinute = Number.NaN;
let lastPrefix = '';

/** ms since the epoch as a date; null where there is none or a Date cannot hold it. */
export function instant(ms: number | null): Instant | null {
  if (ms === null) return null;
  // Most instants of a recording share their minute with the one before.
  const minute = Math.floor(ms / MINUTE_MS);
  if (minute !== lastMinute) {
    const date = new Date(minute * MINUTE_MS);
    if (Number.isNaN(date.getTime())) return null;
    lastMinute = minute;
    lastPrefix = date.toISOString().slice(0, -'00.000Z'.length);
  }
  const within = String(Math.floor(ms - minute * MINUTE_MS)).padStart(5, '0');
  return `${lastPrefix}${within.slice(0, -3)}.${within.slice(-3)}Z` as Instant;
}

/** s, to the ms. */
export function seconds(value: number): number;
export function seconds(value: number | null): number | null;
export function seconds(value: number | null): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  const rounded = Math.round(value * 1000) / 1000;
  return rounded === 0 ? 0 : rounded;
}
