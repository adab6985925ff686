import type { ChainLink } from '../detail/chain-links.ts';
import { durationInWords } from '../parts/durations.ts';
import { localTime } from '../parts/times.ts';

/** Who asked for a token, as the beginning of a line. */
export function originWords({ broughtBy }: ChainLink): string {
  if (!broughtBy) return 'First seen in this recording';
  if (broughtBy.kind === 'sign-in') return 'Signed in';
  return broughtBy.by === 'debugger' ? 'Refreshed by this debugger' : 'Refreshed by the app';
}

function began({ record, firstSeenAt }: ChainLink): number | null {
  return record.issuedAt ?? firstSeenAt;
}

/** How long it lived; `nowMs` by the server's clock. */
export function lifeWords(link: ChainLink, nowMs: number): string {
  const { record, replacedAt } = link;
  const { expiresAt } = record;
  const from = began(link);
  const lived = (until: number) => durationInWords(Math.max(0, until - (from ?? until)) / 1000);
  if (replacedAt !== null) {
    const late = expiresAt !== null && replacedAt > expiresAt;
    const note = late
      ? `, ${durationInWords((replacedAt - expiresAt) / 1000)} after it expired`
      : '';
    return `replaced ${localTime(replacedAt, nowMs)} after ${lived(replacedAt)}${note}`;
  }
  if (expiresAt === null) return 'in force, without an expiry';
  const left = durationInWords((expiresAt - nowMs) / 1000);
  return expiresAt > nowMs ? `in force, ${left} left` : `expired ${left} ago, not replaced`;
}

/** How often it was sent, and when last. */
export function useWords({ uses, lastUsedAt }: ChainLink, nowMs: number): string {
  if (uses === 0 || lastUsedAt === null) return 'never sent';
  const times = uses === 1 ? 'once' : `${uses.toLocaleString('en')} times, last`;
  return `sent ${times} ${localTime(lastUsedAt, nowMs)}`;
}
