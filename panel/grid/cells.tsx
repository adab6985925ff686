import { wordKey } from '../../src/core/language/language.ts';
import { SECOND_MS } from '../../src/core/language/units.ts';
import { placeOfFrame, scriptUrl } from '../../src/core/recording/initiator.ts';
import { isKeptByCache } from '../../src/core/recording/kept-by-cache.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { asideOf, type CallEntry, type SocketEntry } from '../../src/core/verdict/entry.ts';
import { credentialWords } from '../credential/credential-words.ts';
import { Icon } from '../parts/Icon.tsx';
import { shortDuration } from '../words/durations.ts';
import { language, say } from '../words/language.ts';
import { certaintyWord } from '../words/refusal-sentences.ts';
import { statusWords, verdictSentence, verdictWords } from '../words/sentences.ts';
import { type ShownUrl, shownUrl } from '../words/shown-url.ts';
import { socketSentence, socketWords } from '../words/socket-sentences.ts';
import { FRACTION_FROM, localDateTime, preciseTime, shortDay } from '../words/times.ts';
import * as calls from './call-values.ts';
import { cell } from './grid-parts.tsx';
import { verdictCell } from './verdict-cell.tsx';

const NONE = '–';

/** When a row began (ms), where there is room for it precise, or with its day among rows of several days. */
export function timeCell(ms: number | null, isDated: boolean) {
  if (ms === null) return cell('time', NONE);
  const time = preciseTime(ms);
  const words = (
    <>
      {time.slice(0, FRACTION_FROM)}
      {isDated ? (
        <span class="day">{shortDay(ms)}</span>
      ) : (
        <span class="fraction">{time.slice(FRACTION_FROM)}</span>
      )}
    </>
  );
  return cell('time', words, isDated ? { title: localDateTime(ms) } : {});
}

export function callTimeCell({ at }: CallEntry, isDated: boolean) {
  return timeCell(at, isDated);
}

export function methodCell(entry: CallEntry) {
  return entry.kind === 'socket'
    ? cell('method', <Icon name="socket" label={say('fault_group_socket')} />)
    : cell('method', entry.facts.method);
}

export function hostCell(entry: CallEntry) {
  const host = calls.hostOf(entry);
  return cell('host', host, { title: host });
}

/** So much of the start and end of a long id tells it from others. */
const LONG_ID = /(\/(?=[^/?]*\d)[^/?]{4})[^/?]{4,}([^/?]{4})(?=[/?]|$)/g;
const ENDPOINT = /^.+?(\/[^/]+\/[^/]*)$/;

/** A path, and what is shown where it has no room: its endpoint behind a mark for what is left out, of a long id start and end. */
export function pathParts({ host, path }: ShownUrl) {
  const full = host + path;
  const endpoint = full.replace(ENDPOINT, '…$1').replace(LONG_ID, '$1…$2');
  return (
    <span class="parts">
      <span class="short" data-path={endpoint} />
      <span class="full">{full}</span>
    </span>
  );
}

const BY_WORDS = { debugger: 'grid_by_debugger', 'another-tab': 'grid_by_another_tab' } as const;

export function pathCell(entry: CallEntry) {
  if (entry.kind === 'socket') {
    const title = shownUrl(entry.facts.url).full;
    return cell('path', <span class="end">socket.io authenticate</span>, { title });
  }
  const { url, by } = entry.facts;
  const shown = shownUrl(url);
  const words = (
    <>
      {by !== 'app' && (
        <span class="tag by" title={say(BY_WORDS[by])}>
          <Icon name={by === 'debugger' ? 'debugger' : 'window'} />
          <span class="word">{say(BY_WORDS[by])}</span>
        </span>
      )}
      {pathParts(shown)}
    </>
  );
  return cell('path', words, { title: shown.full });
}

function socketStatus({ facts: { answer } }: SocketEntry): string {
  if (!answer) return say('status_pending');
  return say(answer.accepted ? 'grid_socket_accepted' : 'grid_socket_refused');
}

export function statusCell(entry: CallEntry) {
  if (entry.kind === 'socket') return cell('status', socketStatus(entry));
  const { status, error } = entry.facts;
  const words = statusWords(entry.facts);
  if (!isKeptByCache(entry.facts)) return cell('status', words, { title: error ?? words });
  const shown = (
    <>
      {status} <span class="remark">{say('grid_cached')}</span>
    </>
  );
  return cell('status cached', shown, { title: words });
}

/** `145 ms` or `1.25 s`: how long something took. */
function spanWords(ms: number): string {
  const { locale } = language.value;
  return ms < SECOND_MS
    ? say('grid_span_ms', { ms: Math.round(ms) })
    : say('grid_span_s', {
        s: (ms / SECOND_MS).toLocaleString(locale, { maximumFractionDigits: 2 }),
      });
}

export function durationCell(entry: CallEntry) {
  const durationMs = calls.durationOf(entry);
  return cell('duration', durationMs === null ? NONE : spanWords(durationMs));
}

export function userCell(entry: CallEntry) {
  const user = calls.userOf(entry);
  return cell('user', user ?? NONE, user === null ? {} : { title: user });
}

export function tokenCell(entry: CallEntry) {
  if (entry.kind === 'socket') {
    const { token } = entry.facts;
    return cell('token', token === null ? NONE : <code>{fingerprint(token)}</code>);
  }
  const { text, title, isFingerprint } = credentialWords(entry.facts);
  return cell('token', isFingerprint ? <code>{text}</code> : text, { title });
}

export function leftCell({ verdict: { secondsLeft } }: CallEntry) {
  return cell('left', secondsLeft === null ? NONE : shortDuration(secondsLeft));
}

export function initiatorCell(entry: CallEntry) {
  const { by, sender } = entry.sending;
  if (by === 'debugger' || !sender)
    return cell('initiator', say(by === 'app' ? 'grid_by_app' : 'filter_chip_debugger'));
  const place = placeOfFrame(sender);
  const words = sender.functionName === '' ? place : `${sender.functionName} ${place}`;
  return cell('initiator', words, { title: `${words}\n${scriptUrl(sender)}` });
}

export function causeCell({ verdict }: CallEntry) {
  return cell('cause', verdict.refusal?.cause ?? NONE);
}

export function callVerdictCell(entry: CallEntry) {
  const { verdict } = entry;
  const aside = asideOf(entry);
  if (aside)
    return verdictCell(verdict, {
      words: say(wordKey('verdict', aside)),
      sentence: say(wordKey('sentence', aside)),
      note: null,
    });
  const isSocket = entry.kind === 'socket';
  return verdictCell(verdict, {
    words: isSocket ? socketWords(entry) : verdictWords(entry),
    sentence: isSocket ? socketSentence(entry) : verdictSentence(entry),
    // Beside the tag of a simulation, that it was one is said.
    note: verdict.refusal?.cause === 'fault' ? say('certainty_certain') : certaintyWord(verdict),
  });
}
