/**
 * The language of the scenario files: what happened between an app and the service, and what must
 * come out.
 *
 *     # Theme                                  -- a comment
 *     ## Label of a scenario
 *     tags: browser, bug:token-rolls-back      -- `browser`: also played against the real service
 *     server +180s                             -- its clock; a later line steps it
 *     token A v2 sari life 3600                -- issued by the answer that hands it out
 *     token B v2 sari age 60                   -- or so long before the start
 *     token C tampered payload of A
 *     +0      login sari → A R1                -- `R`, `R1` … are refresh tokens
 *     +59:50  poll j1 with A → 200             -- without a time: 1 s after the line before
 *     +60:10  poll j1 with A → 401 INVALID_TOKEN took 300ms
 *             store futureguide_access_token = A; other = "A"     -- the second one JSON-quoted
 *             socket s1 authenticate A → auth_error "Invalid or expired token"
 *             fault "Send no token" on for /status/
 *     expect poll 2: rejected expired certain; flags sent-expired invalid-token
 *     expect finding refresh-missing
 *
 * In texts `$A` is a token, `@sari` an e-mail address, `@now` this computer's time in s.
 */
import { readExpectation } from './read-expectation.ts';
import { REQUEST_VERBS, readRequest } from './read-request.ts';
import { readToken, TOKEN_NAME } from './read-token.ts';
import type { Act, Scenario, ServiceOrder, SocketAct } from './script.ts';
import { duration, type Place, ScenarioError, Words } from './words.ts';

const STEP_MS = 1000;
const SOCKET_ANSWER_MS = 40;

function readStore(words: Words, place: 'entry' | 'cookie'): Act {
  const writes: Extract<Act, { kind: 'store' }>['writes'] = [];
  do {
    const key = words.bare('key');
    if (!words.take('=')) words.fail('“=” is wanted here');
    writes.push({ place, key, value: readValue(words) });
  } while (words.take(';'));
  return { kind: 'store', writes };
}

/** `A` is the token, `"A"` the token in quotes, `gone` nothing; anything else stands for itself. */
function readValue(words: Words): string | null {
  const quoted = words.takeQuoted();
  if (quoted !== null) return JSON.stringify(TOKEN_NAME.test(quoted) ? `$${quoted}` : quoted);
  const braces = words.takeBraces();
  if (braces !== null) return braces;
  const bare = words.bare('value');
  if (bare === 'gone') return null;
  if (TOKEN_NAME.test(bare)) return `$${bare}`;
  return bare;
}

function readFault(words: Words): Act {
  const name = words.quoted('the name of the fault');
  const isOn = words.oneOf('state', ['on', 'off']) === 'on';
  const url = words.take('for') ? words.bare('part of a URL') : null;
  const token = words.take('puts') ? words.bare('token') : null;
  return { kind: 'fault', name, isOn, url, token };
}

/** `socket s1 authenticate A → auth_error "Invalid or expired token" over polling` */
function readSocket(words: Words): SocketAct {
  const socket = words.bare('socket');
  const event = words.oneOf('event', ['open', 'close', 'authenticate', 'hears']);
  const act: SocketAct = {
    kind: 'socket',
    socket,
    event,
    transport: 'websocket',
    token: null,
    job: null,
    answer: null,
    took: SOCKET_ANSWER_MS,
  };
  if (event === 'authenticate') {
    const isBare = TOKEN_NAME.test(words.peek() ?? '');
    act.token = isBare ? `$${words.bare('token')}` : words.takeQuoted();
    if (words.take('for')) act.job = words.bare('job');
    if (!words.take('→') && !words.take('->')) words.fail('“→” and an answer are wanted here');
  }
  if (event === 'authenticate' || event === 'hears') act.answer = readSocketAnswer(words);
  if (words.take('took')) act.took = words.duration('duration');
  if (words.take('over', 'polling')) act.transport = 'polling';
  return act;
}

function readSocketAnswer(words: Words): SocketAct['answer'] {
  if (words.take('nothing')) return null;
  const event = words.bare('socket event');
  const message = words.takeQuoted();
  if (message !== null) return { event, payload: JSON.stringify({ message }) };
  return { event, payload: words.takeBraces() ?? '{"success":true}' };
}

function readOrder(words: Words): ServiceOrder {
  if (words.take('blacklists')) return { kind: 'blacklist', token: words.bare('token') };
  const name = words.bare('switch');
  const quoted = words.takeQuoted();
  if (quoted !== null) return { kind: 'switch', name, value: quoted };
  const text = words.takeBraces() ?? words.bare('position');
  try {
    return { kind: 'switch', name, value: JSON.parse(text) };
  } catch {
    return { kind: 'switch', name, value: text };
  }
}

function readAct(words: Words): Act {
  const elsewhere = words.take('other', 'tab', ':');
  const verb = words.bare('what happened');
  if (REQUEST_VERBS.includes(verb)) return readRequest(verb, words, elsewhere);
  switch (verb) {
    case 'token':
      return { kind: 'token', spec: readToken(words) };
    case 'server':
      return { kind: 'server', offset: words.offset('offset of the server’s clock') };
    case 'store':
      return readStore(words, 'entry');
    case 'cookie':
      return readStore(words, 'cookie');
    case 'storage':
      if (!words.take('cleared')) words.fail('“storage cleared” is wanted here');
      return { kind: 'clear-storage' };
    case 'page': {
      const path = words.bare('path');
      return { kind: 'page', path, from: words.take('back') ? 'back-forward-cache' : 'load' };
    }
    case 'fault':
      return readFault(words);
    case 'socket':
      return readSocket(words);
    case 'service':
      return { kind: 'service', order: readOrder(words) };
    default:
      return words.fail(`“${verb}” is nothing that can happen`);
  }
}

function readTags(text: string, place: Place): string[] {
  const tags = text.split(',').map((tag) => tag.trim());
  const unknown = tags.find((tag) => !/^(browser|bug:[a-z0-9-]+)$/.test(tag));
  if (unknown !== undefined) throw new ScenarioError(place, `“${unknown}” is no tag`);
  return tags;
}

/** What takes no time and may stand before the first time. */
const TIMELESS = new Set<Act['kind']>(['token', 'server', 'service']);

class Reader {
  readonly scenarios: Scenario[] = [];
  #theme = '';
  #at = -STEP_MS;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  read(line: string, number: number): void {
    const place: Place = { file: this.#file, line: number };
    const text = line.replace(/(^|\s)--\s.*$/, '').trim();
    if (text === '') return;
    if (text.startsWith('## ')) this.#begin(text.slice(3).trim(), place);
    else if (text.startsWith('# ')) this.#theme = text.slice(2).trim();
    else this.#readLine(text, place);
  }

  #begin(label: string, place: Place): void {
    if (this.#theme === '') throw new ScenarioError(place, 'a “# theme” is wanted before this');
    if (this.scenarios.some((other) => other.label === label))
      throw new ScenarioError(place, `“${label}” is there twice`);
    this.#at = -STEP_MS;
    this.scenarios.push({
      theme: this.#theme,
      label,
      place,
      tags: [],
      steps: [],
      expectations: [],
    });
  }

  #readLine(text: string, place: Place): void {
    const scenario = this.scenarios.at(-1);
    if (!scenario) throw new ScenarioError(place, 'a “## label” is wanted before this');
    if (text.startsWith('tags: ')) {
      scenario.tags.push(...readTags(text.slice(6), place));
      return;
    }
    const words = new Words(text, place);
    if (words.take('expect')) {
      scenario.expectations.push({ place, wanted: readExpectation(words) });
    } else {
      const time = this.#readTime(words);
      const act = readAct(words);
      const at = time ?? (TIMELESS.has(act.kind) ? Math.max(0, this.#at) : this.#at + STEP_MS);
      if (at < this.#at) throw new ScenarioError(place, 'this is earlier than the line before it');
      if (time !== null || !TIMELESS.has(act.kind)) this.#at = at;
      scenario.steps.push({ at, place, act });
    }
    words.end();
  }

  #readTime(words: Words): number | null {
    const text = words.peek();
    if (!text?.startsWith('+')) return null;
    const ms = duration(text.slice(1));
    if (ms === null) words.fail(`“${text}” is no time`);
    words.take(text);
    return ms;
  }
}

/** Reads one file of scenarios. @throws ScenarioError with file and line */
export function readScenarios(text: string, file: string): Scenario[] {
  const reader = new Reader(file);
  for (const [index, line] of text.split(/\r?\n/).entries()) reader.read(line, index + 1);
  for (const { place, expectations } of reader.scenarios)
    if (expectations.length === 0) throw new ScenarioError(place, 'nothing is expected of this');
  return reader.scenarios;
}
