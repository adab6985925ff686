import type { ChainLink } from '../detail/chain-links.ts';
import { say } from './language.ts';
import { localTime } from './times.ts';

const REFRESHED_BY = {
  app: 'chain_by_app',
  debugger: 'chain_by_debugger',
  'another-tab': 'chain_by_another_tab',
} as const;

/** Who asked for a token, as the beginning of a line. */
export function originWords({ broughtBy }: ChainLink): string {
  if (!broughtBy) return say('chain_first_seen');
  if (broughtBy.kind === 'sign-in') return say('chain_signed_in');
  return say(REFRESHED_BY[broughtBy.by]);
}

function began({ record, firstSeenAt }: ChainLink): number | null {
  return record.issuedAt ?? firstSeenAt;
}

/** How long it lived; `nowMs` by the server's clock. */
export function lifeWords(link: ChainLink, nowMs: number): string {
  const { record, replacedAt } = link;
  const { expiresAt } = record;
  if (replacedAt !== null) {
    const at = localTime(replacedAt, nowMs);
    const lived = Math.max(0, replacedAt - (began(link) ?? replacedAt)) / 1000;
    return expiresAt !== null && replacedAt > expiresAt
      ? say('chain_replaced_late', { at, lived, late: (replacedAt - expiresAt) / 1000 })
      : say('chain_replaced', { at, lived });
  }
  if (expiresAt === null) return say('chain_without_expiry');
  const seconds = (expiresAt - nowMs) / 1000;
  return say(expiresAt > nowMs ? 'chain_in_force' : 'chain_expired', { seconds });
}

/** How often it was sent, and when last. */
export function useWords({ uses, lastUsedAt }: ChainLink, nowMs: number): string {
  if (uses === 0 || lastUsedAt === null) return say('chain_never_sent');
  return say('chain_sent', { count: uses, at: localTime(lastUsedAt, nowMs) });
}
