import type { ServiceProfile } from '../service/service-profile.ts';
import { RequestClusters } from './clusters.ts';
import { FrameReader } from './frame-reader.ts';
import type { Followable } from './growing-lists.ts';
import { KeptBodies, storedCharacters } from './kept-bodies.ts';
import { KeptEvents } from './kept-events.ts';
import type {
  DocumentObservation,
  FaultObservation,
  LeftOutObservation,
  Observation,
  RefusalLeg,
  SocketObservation,
} from './observation.ts';
import { openSockets } from './open-sockets.ts';
import type { RecordingCopy } from './recording-copy.ts';
import { DEFAULT_LIMITS, EVICTED_SHARE, type RecordingLimits } from './recording-limits.ts';
import type { RequestFacts } from './request.ts';
import { type SeenStorage, seenStorage, toldStorage } from './seen-storage.ts';
import { readSocketConnections, type SocketConnection } from './socket-connections.ts';
import { readSocketUses } from './socket-uses.ts';
import { SocketWitness } from './socket-witness.ts';
import { type SeenEvent, type SocketUse, seenSocketEvents } from './sockets.ts';
import { Taken } from './taken.ts';
import { Unwitnessed } from './unwitnessed.ts';
import { isWitnessed } from './witness.ts';

interface SocketsRead {
  events: SeenEvent[];
  uses: SocketUse[];
  connections: SocketConnection[];
}

/**
 * The fold of all observations: facts only, in any order of arrival. What they mean is computed
 * when it is read. Bounded; the oldest go first and `dropped` says how many requests went.
 */
export class Recording {
  readonly profile: ServiceProfile;
  /** ms; when the user last cleared it */
  clearedAt: number | null = null;
  readonly #limits: RecordingLimits;
  readonly #clusters: RequestClusters;
  readonly #documents: KeptEvents<DocumentObservation>;
  readonly #storage: KeptEvents<SeenStorage>;
  readonly #faults: KeptEvents<FaultObservation>;
  readonly #sockets: KeptEvents<SocketObservation>;
  readonly #told = new Map<string, RefusalLeg>();
  readonly #leftOut: KeptEvents<LeftOutObservation>;
  readonly #taken: Taken;
  readonly #socketWitness: SocketWitness;
  readonly #toldAlone: Unwitnessed<RefusalLeg>;
  readonly #saidAlone: Unwitnessed<SocketObservation>;
  #leftOutHere = 0;
  readonly #bodies: KeptBodies;
  readonly #frames = new FrameReader();
  #socketsRead: SocketsRead | null = null;
  #dropped = 0;
  #version = 0;

  constructor(profile: ServiceProfile, limits: RecordingLimits = DEFAULT_LIMITS) {
    this.profile = profile;
    this.#limits = limits;
    this.#documents = new KeptEvents(limits.events, ({ at }) => at);
    this.#leftOut = new KeptEvents(limits.events, ({ at }) => at);
    this.#storage = new KeptEvents<SeenStorage>(limits.events, ({ at }) => at, {
      characters: limits.bodyCharacters,
      sizeOf: storedCharacters,
    });
    this.#faults = new KeptEvents(limits.events, ({ from }) => from);
    this.#sockets = new KeptEvents(limits.events, ({ at }) => at);
    this.#taken = new Taken(limits.events);
    this.#clusters = new RequestClusters(profile);
    this.#bodies = new KeptBodies(limits.bodyCharacters);
    this.#socketWitness = new SocketWitness(profile, limits.events);
    this.#toldAlone = new Unwitnessed(limits.told, (leg) => this.#clusters.isBacked(leg));
    this.#saidAlone = new Unwitnessed(limits.told, (said) => this.#socketWitness.saw(said));
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** How many requests were let go because the recording was full. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How much of what the page told was left out, by the page's relay and here. */
  get leftOut(): number {
    return this.#leftOut.ordered().reduce((sum, { count }) => sum + count, this.#leftOutHere);
  }

  copy(): RecordingCopy {
    return {
      clearedAt: this.clearedAt,
      dropped: this.#dropped,
      leftOut: this.#leftOutHere,
      clusters: this.#clusters.copy(),
      events: [
        ...this.#documents.ordered(),
        ...this.storageHistory().map(toldStorage),
        ...this.#faults.ordered(),
        ...this.#sockets.ordered(),
        ...this.#leftOut.ordered(),
      ],
      taken: this.#taken.copy(),
      socketAddresses: this.#socketWitness.copy(),
    };
  }

  /** To be called before anything is added: what follows is folded as it would be by the other. */
  goOnFrom({ clusters, events, taken, socketAddresses, ...counts }: RecordingCopy): void {
    this.#socketWitness.goOnFrom(socketAddresses);
    for (const event of events) this.add(event);
    this.#clusters.goOnFrom(clusters);
    for (const { leg } of clusters.legs) {
      this.#bodies.take(leg);
      if (leg.kind === 'refusal') this.#limitTold(leg);
    }
    this.#taken.goOnFrom(taken);
    this.clearedAt = counts.clearedAt;
    this.#dropped = counts.dropped;
    this.#leftOutHere = counts.leftOut;
  }

  add(observation: Observation): void {
    this.#version += 1;
    switch (observation.kind) {
      case 'storage':
        this.#storage.keep(seenStorage(observation, this.profile));
        return;
      case 'fault':
        this.#faults.keep(observation);
        return;
      case 'document':
        if (this.#taken.takes(observation.at)) this.#documents.keep(observation);
        return;
      case 'left-out':
        if (this.#taken.takes(observation.at)) this.#leftOut.keep(observation);
        return;
      case 'socket':
        this.#socketsRead = null;
        if (this.#taken.takes(observation.at)) this.#takeSaid(observation);
        return;
      default:
        this.#socketWitness.note(observation);
        if (this.profile.route(observation.method, observation.url).kind === 'socket')
          this.#socketsRead = null;
        if (!this.#taken.takesLeg(observation)) return;
        this.#clusters.add(observation);
        for (const bare of this.#bodies.take(observation))
          if (this.#clusters.has(bare.id)) this.#clusters.add(bare);
        if (observation.kind === 'refusal') this.#limitTold(observation);
    }
  }

  /** From this instant (ms) on nothing new is taken; what is already on its way still ends. */
  pause(atMs: number): void {
    this.#taken.pause(atMs);
    this.#version += 1;
  }

  resume(atMs: number): void {
    this.#taken.resume(atMs);
    this.#version += 1;
  }

  /**
   * To be told the time by this computer's clock (ms) when something comes: once the clock was set
   * back, what is new lies before a pause or a Clear that is over.
   */
  noticeClock(nowMs: number): void {
    this.#taken.noticeClock(nowMs);
  }

  /**
   * Forgets all that is there, whatever its time, except what storage holds now, the faults that are
   * on, and that sockets are open. What is told later of a request that began before this instant
   * (ms) is not taken.
   */
  clear(nowMs: number): void {
    this.#taken.forget(this.#clusters.forgetAll());
    this.#taken.clear(nowMs);
    this.clearedAt = nowMs;
    this.#dropped = 0;
    const current = this.storage();
    this.#storage.forget((seen) => seen !== current);
    this.#faults.forget(({ until }) => until !== null);
    const open = openSockets(this.documents(), this.#sockets.ordered());
    for (const each of [this.#documents, this.#leftOut, this.#sockets]) each.forget(() => true);
    for (const sign of open) this.#sockets.keep(sign);
    for (const each of [this.#told, this.#toldAlone, this.#saidAlone]) each.clear();
    this.#leftOutHere = 0;
    this.#bodies.clear();
    this.#socketsRead = null;
    this.#version += 1;
  }

  /** In order of start; the list is good until something is added. */
  requests(): readonly RequestFacts[] {
    return this.requestGrowth().items;
  }

  /** The same, with what is new in it. */
  requestGrowth(): Followable<RequestFacts> {
    const all = this.#clusters.requests();
    const { length } = all.items;
    const excess = length - this.#limits.requests;
    if (excess <= 0) return all;
    const cut = Math.min(length - 1, excess + Math.floor(this.#limits.requests * EVICTED_SHARE));
    this.#taken.forget(this.#clusters.forgetOldest(cut));
    const kept = this.#clusters.requests();
    this.#dropped += length - kept.items.length;
    this.#forgetEventsBefore(kept.items[0]?.startedAt ?? Number.NEGATIVE_INFINITY);
    this.#version += 1;
    return kept;
  }

  /** Documents in order of their beginning. */
  documents(): readonly DocumentObservation[] {
    return this.#documents.ordered();
  }

  /** Every state of the token storage that was seen, in order of time. */
  storageHistory(): readonly SeenStorage[] {
    return this.#storage.ordered();
  }

  /** What the page's storage holds as far as last seen. */
  storage(): SeenStorage | null {
    return this.storageHistory().at(-1) ?? null;
  }

  /** Every fault that was ever switched on, in order. */
  faults(): readonly FaultObservation[] {
    return this.#faults.ordered();
  }

  socketUses(): readonly SocketUse[] {
    return this.#readSockets().uses;
  }

  /** Every socket that the browser saw, from its beginning on. */
  socketConnections(): readonly SocketConnection[] {
    return this.#readSockets().connections;
  }

  /** Everything that was said on sockets which the browser saw, in order of time. */
  socketEvents(): readonly SeenEvent[] {
    return this.#readSockets().events;
  }

  #readSockets(): SocketsRead {
    if (this.#socketsRead) return this.#socketsRead;
    const observations = this.#sockets.ordered();
    const requests = this.requests().filter(isWitnessed);
    const witnessed = observations.filter((one) => this.#socketWitness.saw(one));
    const events = seenSocketEvents(witnessed, requests, this.#frames);
    const uses = readSocketUses(witnessed, requests, events, this.profile);
    const signs = { observations: witnessed, requests, events, uses };
    const connections = readSocketConnections(signs, this.profile);
    const others = observations.filter((one) => !this.#socketWitness.saw(one));
    const saidThere = seenSocketEvents(others, [], this.#frames);
    const madeUp = readSocketUses(others, [], saidThere, this.profile).map(
      (use): SocketUse => ({ ...use, id: `m${use.id}`, fromPage: 'all' }),
    );
    const all = madeUp.length === 0 ? uses : [...uses, ...madeUp].sort((a, b) => a.at - b.at);
    this.#socketsRead = { events, uses: all, connections };
    return this.#socketsRead;
  }

  #takeSaid(said: SocketObservation): void {
    this.#sockets.keep(said);
    for (const { id } of this.#saidAlone.add(said))
      if (this.#sockets.delete(id)) this.#leftOutHere += 1;
  }

  #limitTold(refusal: RefusalLeg): void {
    this.#told.set(refusal.id, refusal);
    const [oldest] = this.#told.values();
    const isFull = this.#told.size > this.#limits.events;
    const gone = this.#toldAlone.add(refusal);
    for (const leg of isFull && oldest ? [oldest, ...gone] : gone) {
      if (!this.#told.delete(leg.id)) continue;
      this.#clusters.remove(leg);
      this.#leftOutHere += 1;
    }
  }

  #forgetEventsBefore(ms: number): void {
    this.#documents.forget(({ at }) => at < ms);
    this.#sockets.forget(({ at }) => at < ms);
    this.#socketsRead = null;
  }
}
