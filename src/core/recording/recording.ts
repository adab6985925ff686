import type { ServiceProfile } from '../service/service-profile.ts';
import { RequestClusters } from './clusters.ts';
import { FrameReader } from './frame-reader.ts';
import { KeptBodies } from './kept-bodies.ts';
import { compareLegIds } from './merge.ts';
import type {
  DocumentObservation,
  FaultObservation,
  LeftOutObservation,
  Observation,
  RefusalLeg,
  RequestLeg,
  SocketObservation,
  StorageObservation,
} from './observation.ts';
import { DEFAULT_LIMITS, type RecordingLimits } from './recording-limits.ts';
import type { RequestFacts } from './request.ts';
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

/** When full, this share goes at once, so that not every new row costs a removal. */
const EVICTED_SHARE = 0.05;

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
  readonly #documents = new Map<string, DocumentObservation>();
  readonly #storage = new Map<string, StorageObservation>();
  readonly #faults = new Map<string, FaultObservation>();
  readonly #sockets = new Map<string, SocketObservation>();
  readonly #told = new Map<string, RefusalLeg>();
  readonly #leftOut = new Map<string, LeftOutObservation>();
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
    return [...this.#leftOut.values()].reduce((sum, { count }) => sum + count, this.#leftOutHere);
  }

  add(observation: Observation): void {
    this.#version += 1;
    switch (observation.kind) {
      case 'storage':
        keep(this.#storage, observation, this.#limits.events);
        return;
      case 'fault':
        keep(this.#faults, observation, this.#limits.events);
        return;
      case 'document':
        if (this.#taken.takes(observation.at))
          keep(this.#documents, observation, this.#limits.events);
        return;
      case 'left-out':
        if (this.#taken.takes(observation.at))
          keep(this.#leftOut, observation, this.#limits.events);
        return;
      case 'socket':
        this.#socketsRead = null;
        if (this.#taken.takes(observation.at)) this.#takeSaid(observation);
        return;
      default:
        this.#socketWitness.note(observation);
        if (this.#carriesSocket(observation)) this.#socketsRead = null;
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
    this.#storage.clear();
    if (current) this.#storage.set(current.id, current);
    for (const [id, { until }] of this.#faults) if (until !== null) this.#faults.delete(id);
    const open = this.#openSockets();
    this.#documents.clear();
    this.#sockets.clear();
    for (const sign of open) this.#sockets.set(sign.id, sign);
    for (const each of [this.#told, this.#leftOut, this.#toldAlone, this.#saidAlone]) each.clear();
    this.#leftOutHere = 0;
    this.#bodies.clear();
    this.#socketsRead = null;
    this.#version += 1;
  }

  requests(): readonly RequestFacts[] {
    const all = this.#clusters.requests();
    const excess = all.length - this.#limits.requests;
    if (excess <= 0) return all;
    const cut = Math.min(
      all.length - 1,
      excess + Math.floor(this.#limits.requests * EVICTED_SHARE),
    );
    this.#taken.forget(this.#clusters.forgetOldest(cut));
    const kept = this.#clusters.requests();
    this.#dropped += all.length - kept.length;
    this.#forgetEventsBefore(kept[0]?.startedAt ?? Number.NEGATIVE_INFINITY);
    this.#version += 1;
    return kept;
  }

  /** Documents in order of their beginning. */
  documents(): DocumentObservation[] {
    return [...this.#documents.values()].sort((a, b) => inTime(a, b, a.at - b.at));
  }

  /** Every state of the token storage that was seen, in order of time. */
  storageHistory(): StorageObservation[] {
    return [...this.#storage.values()].sort((a, b) => inTime(a, b, a.at - b.at));
  }

  /** What the page's storage holds as far as last seen. */
  storage(): StorageObservation | null {
    return this.storageHistory().at(-1) ?? null;
  }

  /** Every fault that was ever switched on, in order. */
  faults(): FaultObservation[] {
    return [...this.#faults.values()].sort((a, b) => inTime(a, b, a.from - b.from));
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

  /** A sign of life, and nothing else, of every socket that is open as far as known. */
  #openSockets(): SocketObservation[] {
    const lastLoad = this.documents().findLast(({ from }) => from === 'load')?.at ?? 0;
    const last = new Map<string, SocketObservation>();
    for (const observation of this.#socketsInOrder())
      if (observation.event === 'close') last.delete(observation.socket);
      else last.set(observation.socket, observation);
    return [...last.values()]
      .filter(({ at }) => at >= lastLoad)
      .map((sign) => ({ ...sign, event: 'receive', data: '' }));
  }

  #socketsInOrder(): SocketObservation[] {
    return [...this.#sockets.values()].sort((a, b) => inTime(a, b, a.at - b.at));
  }

  #readSockets(): SocketsRead {
    if (this.#socketsRead) return this.#socketsRead;
    const observations = this.#socketsInOrder();
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

  #carriesSocket({ method, url }: RequestLeg): boolean {
    return this.profile.route(method, url).kind === 'socket';
  }

  #takeSaid(said: SocketObservation): void {
    keep(this.#sockets, said, this.#limits.events);
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
    for (const events of [this.#documents, this.#sockets])
      for (const [id, { at }] of events) if (at < ms) events.delete(id);
    this.#socketsRead = null;
  }
}

function keep<T extends { id: string }>(events: Map<string, T>, event: T, limit: number): void {
  events.set(event.id, event);
  const [oldest] = events.keys();
  if (events.size > limit && oldest !== undefined) events.delete(oldest);
}

/** What happened together goes in the order in which its source numbered it, not as it arrived. */
function inTime(a: { id: string }, b: { id: string }, gap: number): number {
  return gap || compareLegIds(a.id, b.id);
}
