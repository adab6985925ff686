import { profileOfHost } from '../core/service/known-hosts.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import { futureGuide } from '../futureguide.ts';
import type { RelaySide } from './acts-door.ts';

/** By which the page of an added host is judged; null where nobody added it. */
export async function addedProfile({ send }: RelaySide): Promise<ServiceProfile | null> {
  const host = await send({ type: 'which-host' });
  return host && profileOfHost(futureGuide, host);
}
