import type { ServiceProfile } from '../service/service-profile.ts';
import { parseAuthorization } from '../token/authorization.ts';
import {
  type Followable,
  firstWhere,
  followable,
  type Growth,
  MappedList,
  SortedList,
  whole,
} from './growing-lists.ts';
import { compareLegIds } from './leg-ids.ts';
import { aloneIn, type Merged, mergeLegs, primaryLeg, SLOTS, sameLegs } from './merge.ts';
import type { FileEntry, HarLeg, RefusalLeg, RequestLeg } from './observation.ts';
import { ReadOnce } from './read-once.ts';
import type { ClustersCopy } from './recording-copy.ts';
import { type RequestFacts, readFacts } from './request.ts';

/** Legs of one method and URL that start within this of each other are merged together. */
const CLUSTER_GAP_MS = 2_000;

interface Row {
  merged: Merged;
  facts: RequestFacts;
}

/** An entry of a file; its facts are read when they are first asked for. */
interface FileRow {
  leg: HarLeg & { file: FileEntry };
  ordinal: number;
  facts: RequestFacts | null;
}

interface Cluster {
  legs: Map<string, RequestLeg>;
  from: number;
  to: number;
  /** null when a leg came since the rows were made */
  rows: Map<string, Row> | null;
  before: Map<string, Row>;
}

/** Requests made of legs from several sources; only what a new leg touches is merged anew. */
export class RequestClusters {
  readonly #profile: ServiceProfile;
  readonly #credentials = new ReadOnce(parseAuthorization);
  readonly #byKey = new Map<string, Cluster[]>();
  readonly #entries = new Map<string, FileRow>();
  readonly #ordinals = new Map<string, number>();
  readonly #changed = new Set<Cluster>();
  readonly #outdated = new Set<Row>();
  /** rows of clusters in order of start, as they were last read */
  #rows = new SortedList(compareRows);
  #facts = new MappedList<Row, RequestFacts>();
  #ordered: Followable<RequestFacts> | null = null;
  #nextOrdinal = 1;

  constructor(profile: ServiceProfile) {
    this.#profile = profile;
  }

  add(leg: RequestLeg): void {
    this.#ordered = null;
    if (isEntry(leg)) {
      const ordinal = this.#entries.get(leg.id)?.ordinal ?? this.#nextOrdinal++;
      this.#entries.set(leg.id, { leg, ordinal, facts: null });
      return;
    }
    if (!this.#ordinals.has(leg.id)) this.#ordinals.set(leg.id, this.#nextOrdinal++);
    const cluster = this.#clusterFor(leg);
    cluster.legs.set(leg.id, leg);
    this.#outdate(cluster);
  }

  /** Not of what came from files. */
  copy(): ClustersCopy {
    const all = [...this.#byKey.values()].flat().flatMap(({ legs }) => [...legs.values()]);
    const legs = all.map((leg) => ({ ordinal: this.#ordinals.get(leg.id) ?? 0, leg }));
    legs.sort((a, b) => a.ordinal - b.ordinal);
    return { legs, nextOrdinal: this.#nextOrdinal };
  }

  goOnFrom({ legs, nextOrdinal }: ClustersCopy): void {
    this.#nextOrdinal = nextOrdinal;
    for (const { ordinal, leg } of legs) {
      this.#ordinals.set(leg.id, ordinal);
      this.add(leg);
    }
  }

  /**
   * All requests in order of start; those without a readable date last. What began together
   * stands in the order of its source: that of a file is the order in which it was added.
   */
  requests(): Followable<RequestFacts> {
    if (this.#ordered) return this.#ordered;
    const ofRows = this.#facts.read(this.#readChanged(), ({ facts }) => facts);
    const ofEntries = [...this.#entries.values()].map((entry) => this.#factsOf(entry));
    this.#ordered =
      ofEntries.length === 0
        ? followable(ofRows)
        : whole([...ofRows.items, ...ofEntries].sort(startGap));
    return this.#ordered;
  }

  /** Whether a leg of this id is there. */
  has(id: string): boolean {
    return this.#ordinals.has(id);
  }

  /** Whether the browser tells of as many requests where this refusal is told as there are refusals. */
  isBacked(leg: RefusalLeg): boolean {
    const cluster = this.#byKey.get(keyOf(leg))?.find(({ legs }) => legs.has(leg.id));
    const count = { web: 0, har: 0, refusal: 0, act: 0 };
    for (const { kind } of cluster?.legs.values() ?? []) count[kind] += 1;
    return count.refusal <= Math.max(count.web, count.har);
  }

  /** Forgets one leg; the row that it was part of stays as far as others tell of it. */
  remove(leg: RequestLeg): void {
    const clusters = this.#byKey.get(keyOf(leg));
    const cluster = clusters?.find(({ legs }) => legs.has(leg.id));
    if (!clusters || !cluster) return;
    this.#outdate(cluster);
    cluster.legs.delete(leg.id);
    this.#ordinals.delete(leg.id);
    this.#ordered = null;
    if (cluster.legs.size > 0) return;
    if (clusters.length === 1) this.#byKey.delete(keyOf(leg));
    else clusters.splice(clusters.indexOf(cluster), 1);
  }

  /** Forgets everything; gives the ids of what the browser had not told the end of. */
  forgetAll(): string[] {
    const open = [...this.#byKey.values()].flatMap((clusters) =>
      clusters.flatMap(({ legs }) => [...legs.values()].filter(isOpen).map(({ id }) => id)),
    );
    for (const each of [this.#byKey, this.#entries, this.#ordinals]) each.clear();
    for (const each of [this.#changed, this.#outdated]) each.clear();
    this.#rows = new SortedList(compareRows);
    this.#facts = new MappedList();
    this.#ordered = null;
    return open;
  }

  /** Forgets so many requests, those that came first; gives the ids of what had not ended. */
  forgetOldest(count: number): string[] {
    const ordinals = this.#rows.items.map(({ facts }) => ordinalOf(facts)).sort((a, b) => a - b);
    const last = ordinals[count - 1] ?? 0;
    const open: string[] = [];
    for (const [key, clusters] of this.#byKey) {
      const kept = clusters.filter((cluster) => this.#forgetUpTo(cluster, last, open));
      if (kept.length === 0) this.#byKey.delete(key);
      else this.#byKey.set(key, kept);
    }
    this.#ordered = null;
    return open;
  }

  /** Its rows must be made anew before they are read. */
  #outdate(cluster: Cluster): void {
    if (cluster.rows) {
      cluster.before = cluster.rows;
      for (const row of cluster.rows.values()) this.#outdated.add(row);
    }
    cluster.rows = null;
    this.#changed.add(cluster);
  }

  /** Puts the rows of changed clusters where they belong; what began before them all stays as it is. */
  #readChanged(): Growth<Row> {
    const fresh: Row[] = [];
    for (const cluster of this.#changed) fresh.push(...this.#rowsOf(cluster).values());
    const growth = this.#rows.exchange([...this.#outdated], fresh);
    this.#changed.clear();
    this.#outdated.clear();
    return growth;
  }

  /** False where nothing of it is left. */
  #forgetUpTo(cluster: Cluster, ordinal: number, open: string[]): boolean {
    const gone = [...(cluster.rows?.values() ?? [])].filter(
      ({ facts }) => ordinalOf(facts) <= ordinal,
    );
    if (gone.length === 0) return true;
    this.#outdate(cluster);
    for (const { merged } of gone)
      for (const slot of SLOTS) {
        const leg = merged[slot];
        if (!leg) continue;
        if (isOpen(leg)) open.push(leg.id);
        cluster.legs.delete(leg.id);
        this.#ordinals.delete(leg.id);
      }
    return cluster.legs.size > 0;
  }

  #clusterFor(leg: RequestLeg): Cluster {
    const at = leg.startedAt;
    const key = keyOf(leg);
    const from = at ?? Number.NEGATIVE_INFINITY;
    const all = this.#byKey.get(key) ?? [];
    // They lie apart, in order of time.
    const begin = at === null ? 0 : firstWhere(all, ({ to }) => to >= at - CLUSTER_GAP_MS);
    let end = begin;
    while ((all[end]?.from ?? Number.POSITIVE_INFINITY) <= from + CLUSTER_GAP_MS) end += 1;
    const [first, ...others] = all.slice(begin, end);
    if (!first) {
      const fresh = { legs: new Map(), from, to: from, rows: null, before: new Map() };
      all.splice(begin, 0, fresh);
      if (all.length === 1) this.#byKey.set(key, all);
      return fresh;
    }
    first.from = Math.min(first.from, from);
    first.to = Math.max(first.to, from);
    if (others.length > 0) this.#outdate(first);
    for (const other of others) {
      this.#outdate(other);
      absorb(first, other);
      this.#changed.delete(other);
    }
    all.splice(begin + 1, others.length);
    return first;
  }

  #rowsOf(cluster: Cluster): Map<string, Row> {
    cluster.rows ??= new Map(
      mergeLegs([...cluster.legs.values()]).map((merged) => {
        const arrival = this.#arrivalOf(merged);
        const id = `r${arrival}`;
        const before = cluster.before.get(id);
        if (before && sameLegs(before.merged, merged)) return [id, before];
        return [id, { merged, facts: this.#read(id, arrival, merged) }];
      }),
    );
    return cluster.rows;
  }

  #read(id: string, arrival: number, merged: Merged): RequestFacts {
    return readFacts(id, arrival, merged, this.#profile, (header) =>
      this.#credentials.read(header),
    );
  }

  #factsOf(entry: FileRow): RequestFacts {
    if (entry.facts) return entry.facts;
    const { leg, ordinal } = entry;
    const facts = this.#read(`r${ordinal}`, leg.file.place, aloneIn(leg));
    const twin = leg.file.twin === null ? null : this.#entries.get(leg.file.twin);
    if (twin) facts.twin = `r${twin.ordinal}`;
    entry.facts = facts;
    return facts;
  }

  /** That of the leg that came first: it stays when others follow. */
  #arrivalOf(merged: Merged): number {
    const ordinals = SLOTS.map((slot) => this.#ordinals.get(merged[slot]?.id ?? '') ?? Infinity);
    return Math.min(...ordinals);
  }
}

/** Legs of one key may be of one request. */
function keyOf({ id, method, url, startedAt }: RequestLeg): string {
  return startedAt === null ? id : `${method} ${url}`;
}

/** Of the leg that names it, as `#idOf` writes it. */
function ordinalOf({ id }: RequestFacts): number {
  return Number(id.slice(1));
}

function isOpen(leg: RequestLeg): boolean {
  return leg.kind === 'web' && leg.endedAt === null;
}

function isEntry(leg: RequestLeg): leg is FileRow['leg'] {
  return leg.kind === 'har' && leg.file !== null;
}

function startOf({ startedAt }: RequestFacts): number {
  return startedAt ?? Number.POSITIVE_INFINITY;
}

function startGap(a: RequestFacts, b: RequestFacts): number {
  return startOf(a) === startOf(b) ? 0 : startOf(a) - startOf(b);
}

function compareRows(a: Row, b: Row): number {
  return (
    startGap(a.facts, b.facts) || compareLegIds(primaryLeg(a.merged).id, primaryLeg(b.merged).id)
  );
}

function absorb(into: Cluster, other: Cluster): void {
  for (const [id, leg] of other.legs) into.legs.set(id, leg);
  for (const [id, row] of other.before) into.before.set(id, row);
  into.from = Math.min(into.from, other.from);
  into.to = Math.max(into.to, other.to);
}
