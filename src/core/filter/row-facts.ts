import type { DocumentObservation } from '../recording/observation.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import { fingerprint } from '../token/fingerprint.ts';
import type { LogEntry } from '../verdict/log.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { FilterScene } from './scene.ts';

interface Place {
  host: string;
  path: string;
}

type Facts = RequestFacts | SocketUse | DocumentObservation;

const URL_PARTS = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^?#]*)/i;

/** Facts and verdicts are never changed, so neither is what follows from them. */
const places = new WeakMap<Facts, Place>();
const factTexts = new WeakMap<Facts, string>();
const verdictTexts = new WeakMap<Verdict, string>();

function factsOf(entry: LogEntry): Facts {
  if (entry.kind === 'request') return entry.request;
  return entry.kind === 'socket' ? entry.use : entry.document;
}

/** Host and path of a row's URL in lower case. */
export function placeOf(entry: LogEntry): Place {
  const facts = factsOf(entry);
  const known = places.get(facts);
  if (known) return known;
  const [, host = '', path = facts.url] = URL_PARTS.exec(facts.url) ?? [];
  const place = { host: host.toLowerCase(), path: path.toLowerCase() };
  places.set(facts, place);
  return place;
}

/** The token that a row sent, or null. */
export function tokenOf(entry: LogEntry): string | null {
  if (entry.kind === 'socket') return entry.use.token;
  if (entry.kind === 'marker' || entry.request.credential.kind !== 'token') return null;
  return entry.request.credential.token;
}

export function verdictOf(entry: LogEntry): Verdict | null {
  return entry.kind === 'marker' ? null : entry.verdict;
}

function words(...parts: (string | number | null | undefined | false)[]): string {
  return parts.filter(Boolean).join(' ').toLowerCase();
}

function readFactText(entry: LogEntry, scene: FilterScene): string {
  if (entry.kind === 'marker') return words('page', factsOf(entry).url);
  const token = tokenOf(entry);
  const mark = token !== null && (scene.recordOf(token)?.fingerprint ?? fingerprint(token));
  if (entry.kind === 'socket') return words('socket', entry.use.url, mark);
  const { method, url, status, state, by } = entry.request;
  return words(method, url, status ?? state, mark, by !== 'app' && `by ${by}`);
}

function factText(entry: LogEntry, scene: FilterScene): string {
  const facts = factsOf(entry);
  const known = factTexts.get(facts);
  if (known !== undefined) return known;
  const text = readFactText(entry, scene);
  factTexts.set(facts, text);
  return text;
}

function verdictText(verdict: Verdict): string {
  const known = verdictTexts.get(verdict);
  if (known !== undefined) return known;
  const { validity, outcome, flags, refusal, error } = verdict;
  const text = words(validity, outcome, ...flags, refusal?.cause, refusal?.certainty, error?.code);
  verdictTexts.set(verdict, text);
  return text;
}

/** Whether text in lower case stands in what a row says of itself: facts or verdict. */
export function says(entry: LogEntry, text: string, scene: FilterScene): boolean {
  if (factText(entry, scene).includes(text)) return true;
  return entry.kind !== 'marker' && verdictText(entry.verdict).includes(text);
}
