import type { Validity } from '../language/stable-words.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { CredentialRecord } from './credentials.ts';
import type { Sending } from './sending.ts';

/** Refused for their time, which surprises nobody. */
const UNTIMELY: ReadonlySet<Validity> = new Set(['expired', 'not-yet-valid']);

type Generation = ReturnType<ServiceProfile['generation']>;

/** What the service took, looked up by token and by host; built once for a recording. */
export class Acceptance {
  readonly #first = new Map<CredentialRecord, Sending>();
  readonly #last = new Map<CredentialRecord, Sending>();
  readonly #byHost = new Map<string, Map<Generation | 'any', Sending>>();
  readonly #generations = new Map<CredentialRecord, Generation>();
  readonly #latest = new Map<string, Sending>();
  readonly #schemes = new Set<string>();
  readonly #doubted = new Map<CredentialRecord, Sending>();
  readonly #probed = new Map<CredentialRecord, Sending>();
  readonly #profile: ServiceProfile;
  /** refusals of tokens that had not expired and had been accepted before, in order of time */
  readonly surprising: readonly Sending[];

  /** Sendings in order of time. */
  constructor(sendings: readonly Sending[], profile: ServiceProfile) {
    this.#profile = profile;
    for (const sending of sendings) {
      const { record, letThrough, judged, by, credential } = sending;
      const isDecided = judged.outcome === 'accepted' || judged.outcome === 'rejected';
      if (record && by === 'debugger' && isDecided) this.#probed.set(record, sending);
      if (record && judged.outcome === 'rejected' && judged.validity !== 'expired')
        this.#noteDoubt(record, sending);
      if (!record || !letThrough) continue;
      this.#noteLateness(sending);
      if (credential.kind === 'token') this.#schemes.add(`${sending.host} ${credential.scheme}`);
      if (!this.#first.has(record)) this.#first.set(record, sending);
      this.#last.set(record, sending);
      this.#onHost(sending.host).set('any', sending).set(this.#generation(record), sending);
    }
    this.surprising = sendings.filter((sending) => this.#isSurprising(sending));
  }

  /** Whether it was refused at a time when it had not expired. */
  isDoubted(record: CredentialRecord): boolean {
    return this.#doubted.has(record);
  }

  /** The refusal, though it had not expired, that was answered first. */
  firstDoubt(record: CredentialRecord): Sending | null {
    return this.#doubted.get(record) ?? null;
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

  /** Whether this host took a token behind the scheme written just so. */
  tookScheme(host: string, scheme: string): boolean {
    return this.#schemes.has(`${host} ${scheme}`);
  }

  /** The latest use that this host took, of the same generation of tokens where that is known. */
  comparable(host: string, record: CredentialRecord): Sending | null {
    return this.#byHost.get(host)?.get(this.#generation(record) ?? 'any') ?? null;
  }

  /** Of the tokens that this host took although they had expired, the one that was over the longest. */
  latestTaken(host: string): Sending | null {
    return this.#latest.get(host) ?? null;
  }

  #noteDoubt(record: CredentialRecord, sending: Sending): void {
    const known = this.#doubted.get(record)?.answeredAt ?? Number.POSITIVE_INFINITY;
    if (!this.#doubted.has(record) || (sending.answeredAt ?? known) < known)
      this.#doubted.set(record, sending);
  }

  #noteLateness(sending: Sending): void {
    const { host, judged } = sending;
    const known = this.#latest.get(host)?.judged.secondsLeft ?? 0;
    if ((judged.secondsLeft ?? 0) < known) this.#latest.set(host, sending);
  }

  #onHost(host: string): Map<Generation | 'any', Sending> {
    const known = this.#byHost.get(host);
    if (known) return known;
    const fresh = new Map<Generation | 'any', Sending>();
    this.#byHost.set(host, fresh);
    return fresh;
  }

  #generation(record: CredentialRecord): Generation {
    const known = this.#generations.get(record);
    if (known !== undefined) return known;
    const { decoded } = record;
    const generation = decoded.kind === 'jws' ? this.#profile.generation(decoded.claims) : null;
    this.#generations.set(record, generation);
    return generation;
  }

  #isSurprising({ record, sentAt, judged, by, fault }: Sending): boolean {
    if (
      !record ||
      fault !== null ||
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
