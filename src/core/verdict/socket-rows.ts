import { type ClockReading, isSameReading } from '../clock/server-clock.ts';
import { FollowedList, type Growth, whole } from '../recording/growing-lists.ts';
import type { FaultObservation } from '../recording/observation.ts';
import type { SocketUse } from '../recording/sockets.ts';
import { type UrlParts, urlParts } from '../service/http.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { CredentialRecord } from './credentials.ts';
import type { SocketEntry } from './entry.ts';
import type { Sending } from './sending.ts';
import type { Surroundings } from './surroundings.ts';
import { judgeSocket } from './verdict.ts';

interface Found {
  profile: ServiceProfile;
  place: UrlParts;
  reading: ClockReading | null;
  record: CredentialRecord | null;
  fault: FaultObservation | null;
}

function judge(use: SocketUse, { profile, place, reading, record, fault }: Found): SocketEntry {
  const { id, at, method, credential, answer } = use;
  const verdict = judgeSocket(use, record, reading, profile);
  const sending: Sending = {
    id,
    request: null,
    host: place.host,
    method,
    path: place.path,
    route: 'socket',
    guarded: true,
    // A server that wants an `authenticate` lets every connection in.
    letThrough: verdict.outcome === 'accepted' && answer?.event === profile.socketEvents.accepted,
    status: null,
    sentAt: at,
    answeredAt: answer?.at ?? null,
    credential,
    record,
    by: 'app',
    sender: null,
    headersRead: true,
    answerRead: true,
    isKept: false,
    isPagesWord: use.fromPage !== 'nothing',
    isStatusPagesWord: false,
    fault,
    judged: verdict,
  };
  return {
    kind: 'socket',
    id: use.id,
    at: use.at,
    facts: use,
    sending,
    verdict,
  };
}

interface Read {
  reading: ClockReading | null;
  row: SocketEntry;
}

/** Judges what sockets sent by itself, again and again; there are few of them. */
export class SocketRows {
  #reads = new WeakMap<SocketUse, Read>();
  readonly #rows = new FollowedList<SocketEntry>();
  #profile: ServiceProfile | null = null;

  /** One row for each, as long as it was not refused. */
  read(uses: readonly SocketUse[], surroundings: Surroundings): Growth<SocketEntry> {
    if (this.#profile !== surroundings.profile) this.#reads = new WeakMap();
    this.#profile = surroundings.profile;
    return this.#rows.read(whole(uses.map((use) => this.#read(use, surroundings))));
  }

  #read(use: SocketUse, surroundings: Surroundings): SocketEntry {
    const { clocks, credentials, faultOf } = surroundings;
    const place = urlParts(use.url);
    const reading = clocks.clockOf(place.host)?.unstamped(use.at) ?? null;
    const record = use.token === null ? null : (credentials.byToken.get(use.token) ?? null);
    const fault = faultOf?.(use) ?? null;
    const known = this.#reads.get(use);
    if (known && isSameReading(known.reading, reading)) {
      const { sending } = known.row;
      if (sending.record === record && sending.fault === fault) return known.row;
    }
    const row = judge(use, { profile: surroundings.profile, place, reading, record, fault });
    this.#reads.set(use, { reading, row });
    return row;
  }
}
