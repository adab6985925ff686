import type { Recorded } from '../recording/recorded.ts';
import type { StorageReading } from '../service/token-storage.ts';
import { type DecodedToken, decodeToken } from '../token/jwt.ts';

/** The credential that counts now, by the latest that was seen of it. */
export interface CurrentCredential {
  token: string;
  decoded: DecodedToken;
  /** ms; when it was last seen there */
  seenAt: number;
  seenIn: 'request' | 'socket' | 'storage';
}

interface LastSight {
  token: string;
  at: number;
  seenIn: CurrentCredential['seenIn'];
}

function lastSent(recording: Recorded, isWanted: (token: string) => boolean): LastSight | null {
  const request = recording.requests().findLast(({ credential, by, sentAt, foreign }) => {
    const isOwn = by === 'app' && sentAt && !foreign;
    return credential.kind === 'token' && isOwn && isWanted(credential.token);
  });
  if (request?.credential.kind !== 'token' || request.sentAt === null) return null;
  return { token: request.credential.token, at: request.sentAt, seenIn: 'request' };
}

function lastSocket(recording: Recorded, isWanted: (token: string) => boolean): LastSight | null {
  const use = recording
    .socketUses()
    .findLast(({ token, fromPage }) => token !== null && fromPage === 'nothing' && isWanted(token));
  return use?.token ? { token: use.token, at: use.at, seenIn: 'socket' } : null;
}

function latestOf(...sightings: (LastSight | null)[]): LastSight | null {
  const [latest] = sightings.filter((sighting) => sighting !== null).sort((a, b) => b.at - a.at);
  return latest ?? null;
}

/** Since when storage has held the token that it holds now. */
function stored(recording: Recorded): LastSight | null {
  return recording.storageHistory().reduce<LastSight | null>((since, storage) => {
    const { active } = storage.reading;
    if (!active) return null;
    if (active.token === since?.token) return since;
    return { token: active.token, at: storage.at, seenIn: 'storage' };
  }, null);
}

/**
 * The credential the app uses: the one it sent last, unless storage has since been given another,
 * which it will send next. It is seen in storage alone only as long as it was never sent.
 * @param isWanted which of those that were sent and stored count
 */
export function currentCredential(
  recording: Recorded,
  isWanted: (token: string) => boolean = () => true,
): CurrentCredential | null {
  const sentOf = (counts: (token: string) => boolean) =>
    latestOf(lastSent(recording, counts), lastSocket(recording, counts));
  const held = stored(recording);
  const latest = latestOf(sentOf(isWanted), held && isWanted(held.token) ? held : null);
  if (!latest) return null;
  const { token } = latest;
  const isStored = latest.seenIn === 'storage';
  const { at, seenIn } = (isStored && sentOf((other) => other === token)) || latest;
  return { token, decoded: decodeToken(token), seenAt: at, seenIn };
}

/** What storage holds now, read with the rules of the build that wrote it. */
export function currentStorage(recording: Recorded): StorageReading | null {
  return recording.storage()?.reading ?? null;
}
