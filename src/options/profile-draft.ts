import { findJsonBreak } from '../core/har/json-break.ts';
import { isAskable } from '../core/service/added-hosts.ts';
import { isLoopback } from '../core/service/loopback.ts';
import { type OwnProfile, readOwnProfile } from '../core/service/own-profile.ts';

/** A profile as it is being chosen or written. */
export interface ProfileDraft {
  /** else FutureGuide's */
  isOwn: boolean;
  /** JSON, as far as it is written */
  text: string;
}

export type DraftCheck =
  | { kind: 'right'; profile: OwnProfile | null }
  | { kind: 'not-json'; line: number; column: number }
  /** the field, as `hosts[1]`; '' for the whole */
  | { kind: 'wrong'; where: string }
  /** an API for which the browser cannot be asked */
  | { kind: 'plain-http' };

export function profileDraft(profile: OwnProfile | null): ProfileDraft {
  if (profile === null) return { isOwn: false, text: '' };
  return { isOwn: true, text: JSON.stringify(profile, null, 2) };
}

/** What somebody begins with: the host itself, and an API beside it as FutureGuide has it. */
export function templateFor(origin: string | null): string {
  const { protocol, host, hostname } = new URL(origin ?? 'https://staging.futureguide.example');
  const apiHost = isLoopback(hostname) ? host : `api.${host}`;
  const profile: OwnProfile = {
    profile: 1,
    hosts: [host],
    apiBase: `${protocol}//${apiHost}`,
  };
  return JSON.stringify(profile, null, 2);
}

/** The profile that is meant, or what is wrong with it. */
export function checkDraft({ isOwn, text }: ProfileDraft): DraftCheck {
  if (!isOwn) return { kind: 'right', profile: null };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { line, column } = findJsonBreak(text) ?? { line: 1, column: 1 };
    return { kind: 'not-json', line, column };
  }
  const read = readOwnProfile(value);
  if (read.kind === 'problem') return { kind: 'wrong', where: read.where };
  const { profile } = read;
  if (profile.apiBase !== undefined && !isAskable(profile.apiBase)) return { kind: 'plain-http' };
  return { kind: 'right', profile };
}
