import type { ServiceProfile } from '../service/service-profile.ts';
import type { RequestLeg, SocketObservation } from './observation.ts';

/** One name for a socket's address: some tell its handshake as the HTTP request that it is. */
function socketAddress(url: string): string {
  return url.replace(/^http/i, 'ws');
}

/** Which sockets the browser itself saw begin; they may stay open beyond a clearing. */
export class SocketWitness {
  readonly #profile: ServiceProfile;
  readonly #limit: number;
  readonly #addresses = new Set<string>();

  constructor(profile: ServiceProfile, limit: number) {
    this.#profile = profile;
    this.#limit = limit;
  }

  copy(): string[] {
    return [...this.#addresses];
  }

  goOnFrom(addresses: readonly string[]): void {
    for (const address of addresses) this.#addresses.add(address);
  }

  note({ kind, method, url }: RequestLeg): void {
    const isBrowsers = kind === 'web' || kind === 'har';
    if (!isBrowsers || this.#profile.route(method, url).kind !== 'socket') return;
    this.#addresses.add(socketAddress(url));
    const [oldest] = this.#addresses;
    if (this.#addresses.size > this.#limit && oldest !== undefined) this.#addresses.delete(oldest);
  }

  saw({ url }: SocketObservation): boolean {
    return this.#addresses.has(socketAddress(url));
  }
}
