import {
  differenceOf,
  FollowedList,
  type Growth,
  isSameList,
  whole,
} from '../recording/growing-lists.ts';
import { compareLegIds } from '../recording/leg-ids.ts';
import type { FaultObservation } from '../recording/observation.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SeenStorage } from '../recording/seen-storage.ts';
import type { SocketUse } from '../recording/sockets.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import {
  type IssuingAnswer,
  type Note,
  notesOfRequest,
  notesOfStorage,
  notesOfUse,
} from './credential-notes.ts';
import { GrowingRecord } from './credential-record.ts';
import {
  availableAt,
  type CredentialRecord,
  type Credentials,
  type Issuance,
} from './credentials.ts';

type Seen = RequestFacts | SocketUse | SeenStorage;

/** Of two in one answer the access token comes first; a fingerprint changes with redaction. */
const nameOrder = ({ role, fingerprint }: CredentialRecord) => `${role} ${fingerprint}`;

function inOrderOfName(a: CredentialRecord, b: CredentialRecord): number {
  const [at, other] = [availableAt(a), availableAt(b)];
  if (at !== other) return at - other;
  return nameOrder(a) < nameOrder(b) ? -1 : 1;
}

/** Reads every token of a recording again and again as it grows. */
export class CredentialReader {
  readonly #profile: ServiceProfile;
  readonly #uses = new FollowedList<SocketUse>();
  readonly #storage = new FollowedList<SeenStorage>();
  readonly #notes = new Map<Seen, readonly Note[]>();
  readonly #answers = new Map<RequestFacts, IssuingAnswer>();
  readonly #growing = new Map<string, GrowingRecord>();
  readonly #records = new Map<string, CredentialRecord>();
  #credentials: Credentials = { all: [], byToken: this.#records, issuances: [] };

  constructor(profile: ServiceProfile) {
    this.#profile = profile;
  }

  /** Every token of these requests and of the recording's sockets and storage. */
  read(recording: Recorded, requests: Growth<RequestFacts>): Credentials {
    const touched = new Set<GrowingRecord>();
    const take = <T extends Seen>(growth: Growth<T>, notesOf: (seen: T) => readonly Note[]) => {
      const { gone, come } = differenceOf(growth);
      for (const seen of gone) this.#forget(seen, touched);
      for (const seen of come) this.#learn(seen, notesOf(seen), touched);
    };
    const answers = [...this.#answers.values()];
    take(requests, (request) => this.#notesOfRequest(request));
    take(this.#uses.read(whole(recording.socketUses())), notesOfUse);
    take(this.#storage.read(whole(recording.storageHistory())), notesOfStorage);
    let isChanged = !isSameList(answers, [...this.#answers.values()]);
    for (const growing of touched) {
      if (!growing.isSeen) this.#drop(growing);
      if (growing.settle() || !growing.isSeen) isChanged = true;
    }
    if (this.#noteForgeries(recording.faults())) isChanged = true;
    if (isChanged) this.#credentials = this.#gather();
    return this.#credentials;
  }

  #notesOfRequest(request: RequestFacts): readonly Note[] {
    const { notes, answer } = notesOfRequest(request, this.#profile);
    if (answer) this.#answers.set(request, answer);
    return notes;
  }

  #learn(seen: Seen, notes: readonly Note[], touched: Set<GrowingRecord>): void {
    if (notes.length > 0) this.#notes.set(seen, notes);
    for (const note of notes) {
      const growing = this.#growing.get(note.token) ?? this.#begin(note.token);
      growing.add(note);
      touched.add(growing);
    }
  }

  #forget(seen: Seen, touched: Set<GrowingRecord>): void {
    for (const note of this.#notes.get(seen) ?? []) {
      const growing = this.#growing.get(note.token);
      growing?.remove(note);
      if (growing) touched.add(growing);
    }
    this.#notes.delete(seen);
    if ('route' in seen) this.#answers.delete(seen);
  }

  #begin(token: string): GrowingRecord {
    const growing = new GrowingRecord(token);
    this.#growing.set(token, growing);
    this.#records.set(token, growing.record);
    return growing;
  }

  #drop({ record: { token } }: GrowingRecord): void {
    this.#growing.delete(token);
    this.#records.delete(token);
  }

  /** A token that nobody had seen before a fault put it in place was made for it. */
  #noteForgeries(faults: readonly FaultObservation[]): boolean {
    let isChanged = false;
    for (const record of this.#records.values()) {
      const isForged =
        record.issuedBy === null &&
        faults.some(({ token, from }) => token === record.token && availableAt(record) >= from);
      if (isForged !== record.isForged) isChanged = true;
      record.isForged = isForged;
    }
    return isChanged;
  }

  /** Named in order of first sight, so that a name does not depend on the order of arrival. */
  #gather(): Credentials {
    const all = [...this.#records.values()].sort(inOrderOfName);
    for (const [index, record] of all.entries()) record.id = `t${index + 1}`;
    const issuances = [...this.#answers.values()]
      .sort(inOrderOfAnswer)
      .map((answer) => this.#issuance(answer));
    return { all, byToken: this.#records, issuances };
  }

  #issuance({ request, at, kind, tokens, spent }: IssuingAnswer): Issuance {
    const found = tokens.flatMap((token) => this.#records.get(token) ?? []);
    return {
      request,
      at,
      kind,
      access: found.find(({ role }) => role === 'access') ?? null,
      refresh: found.find(({ role }) => role === 'refresh') ?? null,
      spent: (spent && this.#records.get(spent)) || null,
    };
  }
}

function inOrderOfAnswer(a: IssuingAnswer, b: IssuingAnswer): number {
  const startOf = ({ request, at }: IssuingAnswer) => request.startedAt ?? at;
  return a.at - b.at || startOf(a) - startOf(b) || compareLegIds(a.request.id, b.request.id);
}
