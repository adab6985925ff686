import type { Validity } from '../language/stable-words.ts';
import { SharedList } from '../recording/shared-list.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { CredentialRecord } from './credentials.ts';
import type { Sending } from './sending.ts';

/** Refused for their time, which surprises nobody. */
const UNTIMELY: ReadonlySet<Validity> = new Set(['expired', 'not-yet-valid']);

type Generation = ReturnType<ServiceProfile['generation']>;

/** What a rule may ask of what the service took. */
export type Acceptances = Pick<
  Acceptance,
  | 'comparable'
  | 'first'
  | 'firstDoubt'
  | 'isDoubted'
  | 'lastDoubt'
  | 'last'
  | 'latestTaken'
  | 'probeAfter'
  | 'takenBefore'
  | 'tookScheme'
>;

/** What the service took, looked up by token and by host; made of sendings in order of time. */
export class Acceptance {
  readonly #first = new Map<CredentialRecord, Sending>();
  readonly #last = new Map<CredentialRecord, Sending>();
  readonly #byHost = new Map<string, Map<Generation | 'any', Sending>>();
  readonly #latest = new Map<string, Sending>();
  readonly #schemes = new Set<string>();
  readonly #doubted = new Map<CredentialRecord, Sending>();
  readonly #lastDoubted = new Map<CredentialRecord, Sending>();
  readonly #probed = new Map<CredentialRecord, Sending>();
  /** what was taken last before the latest refusal */
  readonly #before = new Map<CredentialRecord, Sending>();
  readonly #refused: SharedList<Sending>;
  readonly #profile: ServiceProfile;

  constructor(profile: ServiceProfile, refused = new SharedList<Sending>()) {
    this.#profile = profile;
    this.#refused = refused;
  }

  /** One that goes on from here by itself. */
  copy(): Acceptance {
    const copy = new Acceptance(this.#profile, this.#refused.copy());
    putAll(this.#first, copy.#first);
    putAll(this.#last, copy.#last);
    putAll(this.#latest, copy.#latest);
    putAll(this.#doubted, copy.#doubted);
    putAll(this.#lastDoubted, copy.#lastDoubted);
    putAll(this.#probed, copy.#probed);
    putAll(this.#before, copy.#before);
    for (const [host, taken] of this.#byHost) copy.#byHost.set(host, new Map(taken));
    for (const scheme of this.#schemes) copy.#schemes.add(scheme);
    return copy;
  }

  /** What was sent after all those before. */
  add(sending: Sending): void {
    const { record, letThrough, judged, by, credential } = sending;
    // What a cache had kept tells nothing of this token.
    const isRefused = judged.outcome === 'rejected' && !sending.isKept;
    if (isRefused) this.#refused.push(sending);
    if (!record) return;
    const isDecided = judged.outcome === 'accepted' || isRefused;
    if (by === 'debugger' && isDecided) this.#probed.set(record, sending);
    if (isRefused && judged.validity !== 'expired') this.#noteDoubt(record, sending);
    const before = this.#last.get(record);
    if (isRefused && before) this.#before.set(record, before);
    if (!letThrough) return;
    this.#noteLateness(sending);
    if (credential.kind === 'token') this.#schemes.add(`${sending.host} ${credential.scheme}`);
    if (!this.#first.has(record)) this.#first.set(record, sending);
    this.#last.set(record, sending);
    this.#onHost(sending.host).set('any', sending).set(this.#generation(record), sending);
  }

  /** Refusals of tokens that had not expired and had been accepted before, in order of time. */
  surprising(): readonly Sending[] {
    return this.#refused.toArray().filter((sending) => this.#isSurprising(sending));
  }

  /** Whether it was refused at a time when it had not expired. */
  isDoubted(record: CredentialRecord): boolean {
    return this.#doubted.has(record);
  }

  /** The refusal, though it had not expired, that was answered first. */
  firstDoubt(record: CredentialRecord): Sending | null {
    return this.#doubted.get(record) ?? null;
  }

  /** The refusal, though it had not expired, that was sent last. */
  lastDoubt(record: CredentialRecord): Sending | null {
    return this.#lastDoubted.get(record) ?? null;
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

  /** The last time that the token of a refused sending was taken before it, as far as that is kept. */
  takenBefore({ record, sentAt }: Sending): Sending | null {
    const taken = record && this.#before.get(record);
    return taken && (taken.sentAt ?? 0) <= (sentAt ?? 0) ? taken : null;
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
    this.#lastDoubted.set(record, sending);
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

  #generation({ decoded }: CredentialRecord): Generation {
    return decoded.kind === 'jws' ? this.#profile.generation(decoded.claims) : null;
  }

  #isSurprising({ record, sentAt, judged, by, fault }: Sending): boolean {
    if (
      !record ||
      fault !== null ||
      by !== 'app' ||
      sentAt === null ||
      UNTIMELY.has(judged.validity)
    )
      return false;
    const before = this.#first.get(record)?.sentAt;
    return before !== null && before !== undefined && before < sentAt;
  }
}

function putAll<Key, Value>(from: ReadonlyMap<Key, Value>, to: Map<Key, Value>): void {
  for (const [key, value] of from) to.set(key, value);
}
