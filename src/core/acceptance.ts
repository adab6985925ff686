import type { CredentialRecord } from './credentials.ts';
import type { Sending } from './sending.ts';
import type { ServiceProfile } from './service-profile.ts';
import type { Validity } from './stable-words.ts';

/** Refused for their time, which surprises nobody. */
const UNTIMELY: ReadonlySet<Validity> = new Set(['expired', 'not-yet-valid']);

/** What the service took, looked up by token and by host; built once for a recording. */
export class Acceptance {
  readonly #first = new Map<CredentialRecord, Sending>();
  readonly #last = new Map<CredentialRecord, Sending>();
  readonly #byHost = new Map<string, Sending>();
  readonly #probed = new Map<CredentialRecord, Sending>();
  readonly #profile: ServiceProfile;
  /** refusals of tokens that had not expired and had been accepted before, in order of time */
  readonly surprising: readonly Sending[];

  /** Sendings in order of time. */
  constructor(sendings: readonly Sending[], profile: ServiceProfile) {
    this.#profile = profile;
    for (const sending of sendings) {
      const { record, guarded, judged, by } = sending;
      const isDecided = judged.outcome === 'accepted' || judged.outcome === 'rejected';
      if (record && by === 'debugger' && isDecided) this.#probed.set(record, sending);
      if (!record || !guarded || judged.outcome !== 'accepted') continue;
      if (!this.#first.has(record)) this.#first.set(record, sending);
      this.#last.set(record, sending);
      this.#byHost.set(sending.host, sending);
      this.#byHost.set(`${sending.host} ${this.#generation(record)}`, sending);
    }
    this.surprising = sendings.filter((sending) => this.#isSurprising(sending));
  }

  /** The first time that a guarded route took this token. */
  first(record: CredentialRecord): Sending | null {
    return this.#first.get(record) ?? null;
  }

  last(record: CredentialRecord): Sending | null {
    return this.#last.get(record) ?? null;
  }

  /** The user's own question after that sending whether its token is accepted, if it was answered. */
  probeAfter({ record, sentAt }: Sending): Sending | null {
    const probe = record && this.#probed.get(record);
    if (!probe || sentAt === null || probe.sentAt === null || probe.sentAt <= sentAt) return null;
    return probe;
  }

  /** The latest use that this host took, of the same generation of tokens where that is known. */
  comparable(host: string, record: CredentialRecord): Sending | null {
    const generation = this.#generation(record);
    const key = generation === null ? host : `${host} ${generation}`;
    return this.#byHost.get(key) ?? null;
  }

  #generation({ decoded }: CredentialRecord): 'v1' | 'v2' | null {
    return decoded.kind === 'jws' ? this.#profile.generation(decoded.claims) : null;
  }

  #isSurprising({ record, sentAt, judged, by }: Sending): boolean {
    if (
      !record ||
      by === 'debugger' ||
      sentAt === null ||
      UNTIMELY.has(judged.validity) ||
      judged.outcome !== 'rejected'
    )
      return false;
    const before = this.#first.get(record)?.sentAt;
    return before !== null && before !== undefined && before < sentAt;
  }
}
