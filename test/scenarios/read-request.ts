import { readAnswer } from './read-answer.ts';
import { PEOPLE, type PersonName, type RequestAct, SOURCES, type Template } from './script.ts';
import type { Words } from './words.ts';

const API = 'https://api.futureguide.id';
const TYPICAL_MS = 80;

type Known = Pick<RequestAct, 'method' | 'url'> & Partial<RequestAct>;

/** One reader for each verb: what is known of the request before “with” and “→”. */
const VERBS: Record<string, (words: Words) => Known> = {
  login: (words) => signIn(words, 'login'),
  register: (words) => signIn(words, 'register'),
  refresh: (words) => {
    const isDocumented = words.take('documented');
    const spent = /^R\d*$/.test(words.peek() ?? '') ? words.bare('refresh token') : null;
    return {
      method: 'POST',
      url: isDocumented ? `${API}/api/auth/refresh-token` : `${API}/api/auth/v2/refresh`,
      requestBody: spent === null ? null : `{"refreshToken":"$${spent}"}`,
    };
  },
  logout: (words) => {
    const path = words.take('v1') ? '/api/auth/logout' : '/api/auth/v2/logout';
    return { method: 'POST', url: API + path };
  },
  submit: (words) => {
    const job = words.bare('job');
    const body = { requestBody: '{"assessmentName":"AI-Driven Talent Mapping"}' };
    return { method: 'POST', url: `${API}/api/assessment/submit`, job, ...body };
  },
  poll: (words) => aboutJob(words, 'status'),
  result: (words) => aboutJob(words, 'result'),
  profile: () => ({ method: 'GET', url: `${API}/api/auth/profile` }),
  balance: () => ({ method: 'GET', url: `${API}/api/auth/token-balance` }),
  jobs: () => ({ method: 'GET', url: `${API}/api/archive/jobs` }),
  results: () => ({ method: 'GET', url: `${API}/api/archive/results` }),
  chats: () => ({ method: 'GET', url: `${API}/api/chatbot/conversations` }),
  send: (words) => {
    const method = words.bare('method');
    const url = words.bare('URL or path');
    return { method, url: url.startsWith('/') ? API + url : url };
  },
};

export const REQUEST_VERBS = Object.keys(VERBS);

function signIn(words: Words, act: 'login' | 'register'): Known {
  const version = words.take('v1') ? '' : words.take('admin') ? 'admin' : '/v2';
  const path = version === 'admin' ? `/api/admin/auth/${act}` : `/api/auth${version}/${act}`;
  const person = words.oneOf<PersonName>('person', PEOPLE);
  const requestBody = `{"email":"@${person}","password":"kupu-kupu-biru"}`;
  return { method: 'POST', url: API + path, person, requestBody };
}

function aboutJob(words: Words, what: 'status' | 'result'): Known {
  const job = words.bare('job');
  return { method: 'GET', url: `${API}/api/assessment/${what}/${job}`, job };
}

/** `A` is `Bearer $A`; a text in quotes is the whole header. */
function authorization(words: Words): Template | null {
  if (!words.take('with')) return null;
  return words.takeQuoted() ?? `Bearer $${words.bare('token')}`;
}

function readOption(words: Words, act: RequestAct): void {
  if (words.take('took')) act.took = words.duration('duration');
  else if (words.take('waited')) act.waited = words.duration('duration');
  else if (words.take('no', 'date')) act.date = { kind: 'none' };
  else if (words.take('date')) act.date = { kind: 'off', ms: words.offset('lie about the date') };
  else if (words.take('age')) act.age = words.duration('age') / 1000;
  else if (words.take('cached')) act.cached = true;
  else if (words.take('by', 'debugger')) act.byDebugger = true;
  else if (words.take('by', 'worker')) act.byWorker = true;
  else if (words.take('seen', 'by')) act.seenBy = words.oneOf('source', SOURCES);
  else if (words.take('headers', 'unread')) act.headersRead = false;
  else if (words.take('undated')) act.dated = false;
  else if (words.take('at'))
    act.url = act.url.replace(/^https:\/\/[^/]+/, `https://${words.bare('host')}`);
  else words.fail(`“${words.peek()}” says nothing about a request`);
}

/** `poll j1 with A → 401 INVALID_TOKEN took 300ms` and the like. */
export function readRequest(verb: string, words: Words, elsewhere: boolean): RequestAct {
  const known = VERBS[verb]?.(words) ?? words.fail(`“${verb}” is no request`);
  const header = authorization(words);
  if (words.take('spends'))
    known.requestBody = `{"refreshToken":"$${words.bare('refresh token')}"}`;
  if (!words.take('→') && !words.take('->')) words.fail('“→” and an answer are wanted here');
  const act: RequestAct = {
    kind: 'request',
    verb,
    person: null,
    job: null,
    requestBody: null,
    ...known,
    authorization: header,
    answer: readAnswer(words, verb === 'register' ? 201 : 200),
    took: TYPICAL_MS,
    waited: 0,
    date: { kind: 'true' },
    age: null,
    cached: false,
    byDebugger: false,
    byWorker: false,
    seenBy: 'everyone',
    headersRead: true,
    dated: true,
    elsewhere,
  };
  while (!words.isEnd) readOption(words, act);
  return act;
}
