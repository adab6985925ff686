import type { Recording } from '../recording/recording.ts';
import { readStorage, type StorageReading } from '../service/token-storage.ts';
import { type DecodedToken, decodeToken } from '../token/jwt.ts';
import type { Analysis } from './analysis.ts';
import type { JudgedRequest } from './judged.ts';

/** The credential that counts now, by the latest that was seen of it. */
export interface CurrentCredential {
  token: string;
  decoded: DecodedToken;
  /** ms; when it was last seen there */
  seenAt: number;
  seenIn: 'request' | 'socket' | 'storage';
}

interface Sighting {
  token: string;
  at: number;
  seenIn: CurrentCredential['seenIn'];
}

function lastSent(recording: Recording, isWanted: (token: string) => boolean): Sighting | null {
  const request = recording.requests().findLast(({ credential, by, sentAt, foreign }) => {
    const isOwn = by === 'app' && sentAt && !foreign;
    return credential.kind === 'token' && isOwn && isWanted(credential.token);
  });
  if (request?.credential.kind !== 'token' || request.sentAt === null) return null;
  return { token: request.credential.token, at: request.sentAt, seenIn: 'request' };
}

function lastSocket(recording: Recording, isWanted: (token: string) => boolean): Sighting | null {
  const use = recording
    .socketUses()
    .findLast(({ token, fromPage }) => token !== null && fromPage === 'nothing' && isWanted(token));
  return use?.token ? { token: use.token, at: use.at, seenIn: 'socket' } : null;
}

function latestOf(...sightings: (Sighting | null)[]): Sighting | null {
  const [latest] = sightings.filter((sighting) => sighting !== null).sort((a, b) => b.at - a.at);
  return latest ?? null;
}

/** Since when storage has held the token that it holds now. */
function stored(recording: Recording): Sighting | null {
  const { profile } = recording;
  return recording.storageHistory().reduce<Sighting | null>((since, storage) => {
    const { active } = readStorage(profile.storage, storage);
    if (!active) return null;
    if (active.token === since?.token) return since;
    return { token: active.token, at: storage.at, seenIn: 'storage' };
  }, null);
}

type Answered = Pick<JudgedRequest, 'sending' | 'verdict'>;

/** The last thing of that kind that the app itself sent and that no fault touched. */
function lastAnswered(
  { requests, sockets }: Analysis,
  isWanted: (answered: Answered) => boolean,
): Answered | null {
  const isOwn = (one: Answered) =>
    one.sending.by === 'app' && one.sending.fault === null && isWanted(one);
  const [latest] = [requests.findLast(isOwn), sockets.findLast(isOwn)]
    .filter((one) => one !== undefined)
    .sort((a, b) => (b.sending.sentAt ?? 0) - (a.sending.sentAt ?? 0));
  return latest ?? null;
}

function isRefused(analysis: Analysis, token: string): boolean {
  const last = lastAnswered(
    analysis,
    ({ sending, verdict }) =>
      sending.record?.token === token && (sending.letThrough || verdict.outcome === 'rejected'),
  );
  return last !== null && !last.sending.letThrough;
}

/**
 * The token of the session where one was sent last that the service refused, and that is another's
 * or an older one; null where that very token is the session's.
 */
function sessionBehind(analysis: Analysis, sent: string): string | null {
  const { chains, recording, lastAt } = analysis;
  if (!isRefused(analysis, sent)) return null;
  const held = stored(recording)?.token;
  if (held !== undefined) return held === sent ? null : held;
  const accepted = lastAnswered(analysis, ({ sending }) => sending.letThrough)?.sending.record;
  const refused = chains.credentials.byToken.get(sent);
  if (!accepted || !refused || accepted === refused) return null;
  const user = chains.signedInAt(lastAt)?.user ?? null;
  const isOfAnother = user !== null && refused.user !== user && accepted.user === user;
  const isOver = !chains.knows(refused) || chains.replacedBy(refused) !== null;
  return isOfAnother || isOver ? accepted.token : null;
}

/**
 * The credential of the session: the one the app sent last, unless storage has since been given
 * another, which it will send next, or the service refused it while the session is another. It is
 * seen in storage alone only as long as it was never sent.
 */
export function currentCredential(analysis: Analysis): CurrentCredential | null {
  const { recording } = analysis;
  const sentOf = (isWanted: (token: string) => boolean) =>
    latestOf(lastSent(recording, isWanted), lastSocket(recording, isWanted));
  const inStorage = stored(recording);
  const latest = latestOf(
    sentOf(() => true),
    inStorage,
  );
  if (!latest) return null;
  const token = sessionBehind(analysis, latest.token) ?? latest.token;
  const isSeenAs = latest.token === token && latest.seenIn !== 'storage' ? latest : null;
  const { at, seenIn } = isSeenAs ?? sentOf((other) => other === token) ?? inStorage ?? latest;
  return { token, decoded: decodeToken(token), seenAt: at, seenIn };
}

/** What storage holds now, read with the rules of the build that wrote it. */
export function currentStorage(recording: Recording): StorageReading | null {
  const storage = recording.storage();
  return storage && readStorage(recording.profile.storage, storage);
}
