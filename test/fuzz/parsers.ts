import { parseFilter } from '../../src/core/filter/parse.ts';
import { parseFile, readHarFile } from '../../src/core/har/har-file.ts';
import { readSocketEvents } from '../../src/core/recording/socket-frames.ts';
import { redactText } from '../../src/core/redaction/redact.ts';
import { DATA_TAG, dataInHtml } from '../../src/core/report/document/packed.ts';
import { openFile } from '../../src/core/report/opened-file.ts';
import { readErrorWords } from '../../src/core/service/error-answer.ts';
import { profileLike, readOwnProfile } from '../../src/core/service/own-profile.ts';
import { readStorage } from '../../src/core/service/token-storage.ts';
import { parseAuthorization } from '../../src/core/token/authorization.ts';
import { decodeToken } from '../../src/core/token/jwt.ts';
import { futureGuide, isServiceHost } from '../../src/futureguide.ts';
import { Admission } from '../../src/relay/admission.ts';
import { v2Token } from '../core/token/tokens.ts';

/** One way in from outside: what it gets on an ordinary day, and what reads it. */
export interface Parser {
  name: string;
  samples: readonly string[];
  /** throws where the parser would */
  read(input: string): unknown;
}

const TOKEN = v2Token(1_790_000_000);
const REFUSAL = '{"success":false,"error":"INVALID_TOKEN","message":"Invalid or expired token"}';
const HAR = JSON.stringify({
  log: {
    version: '1.2',
    creator: { name: 'Any', version: '1' },
    entries: [
      {
        startedDateTime: '2026-10-01T10:00:00.000Z',
        time: 120,
        request: {
          method: 'GET',
          url: 'https://api.futureguide.id/api/assessment/status/7f3a',
          headers: [{ name: 'Authorization', value: `Bearer ${TOKEN}` }],
          cookies: [],
        },
        response: {
          status: 401,
          headers: [{ name: 'Date', value: 'Thu, 01 Oct 2026 10:00:00 GMT' }],
          content: { mimeType: 'application/json', text: REFUSAL },
        },
        timings: { blocked: 1, dns: -1, connect: -1, send: 0, wait: 100, receive: 19 },
      },
    ],
  },
});
const REPORT = JSON.stringify({
  schema: 1,
  tool: { name: 'futureguide-tokens', version: '1.0.0' },
  source: { kind: 'har', names: ['a.har'] },
  clock: null,
  credentials: [],
  requests: [],
  sockets: [],
  refreshes: [],
  jobs: [],
  findings: [],
  health: {},
});
const bytes = (text: string) => new TextEncoder().encode(text);
const isWanted = () => true;

/** Everything that reads what a page, a file or a person gives. */
export const PARSERS: readonly Parser[] = [
  {
    name: 'token',
    samples: [TOKEN, `"${TOKEN}"`, 'eyJhbGciOiJub25lIn0.e30.', 'undefined', 'AMf-vBx9'],
    read: decodeToken,
  },
  {
    name: 'authorization',
    samples: [`Bearer ${TOKEN}`, `bearer ${TOKEN}, Bearer ${TOKEN}`, 'Basic c2FyaTpwYXNz'],
    read: parseAuthorization,
  },
  { name: 'har', samples: [HAR], read: (text) => readHarFile(text, 'file 1', isWanted) },
  {
    name: 'report',
    samples: [REPORT, HAR, '\\{"', '{"\\d",'],
    read: (text) => openFile(bytes(text), 'file 1', isWanted),
  },
  {
    name: 'html report',
    samples: [`<!doctype html>${DATA_TAG}H4sIAAAA</script></html>`],
    read: (text) => dataInHtml(text),
  },
  {
    name: 'profile',
    samples: ['{"profile":1,"hosts":["*.a.example","b:3000"],"apiBase":"https://api.a.example/x"}'],
    read: (text) => {
      const own = readOwnProfile(parseFile(text));
      return (
        own.kind === 'profile' &&
        profileLike(futureGuide, own.profile).route('GET', 'https://a.example/x')
      );
    },
  },
  {
    name: 'frames',
    samples: [
      `42["authenticate",{"token":"${TOKEN}"}]`,
      `40{"token":"${TOKEN}"}`,
      '44{"message":"Authentication required"}',
      '42["auth_error",{"message":"Invalid or expired token"}]\u001e2',
    ],
    read: readSocketEvents,
  },
  {
    name: 'storage',
    samples: [
      JSON.stringify({
        idToken: TOKEN,
        refreshToken: 'AMf-made-up',
        email: 'sari@student.example',
      }),
      JSON.stringify({ state: { tokens: { idToken: TOKEN } }, version: 1 }),
      JSON.stringify(TOKEN),
    ],
    read: (text) =>
      readStorage(futureGuide.storage, {
        entries: {
          futureguide_user_data: text,
          'auth-storage': text,
          token: text,
          futureguide_access_token: text,
        },
        cookies: { token: text },
      }),
  },
  {
    name: 'filter',
    samples: [
      'is:sent-expired status:4xx -by:debugger',
      'left:<60s "a text" /api/',
      'time:10:00..11:00',
    ],
    read: parseFilter,
  },
  {
    name: 'error answer',
    samples: [
      REFUSAL,
      '{"success":false,"error":{"code":"TOKEN_EXPIRED","message":"Token has expired"}}',
    ],
    read: readErrorWords,
  },
  {
    name: 'page report',
    samples: [
      JSON.stringify({
        kind: 'refusal',
        id: 'p1',
        method: 'GET',
        url: 'https://api.futureguide.id/api/auth/profile',
        startedAt: 1_790_000_000_000,
        status: 401,
        body: REFUSAL,
      }),
    ],
    read: (text) =>
      new Admission(0, { isServiceHost }).admit(text, {
        steadyMs: 1_790_000_000_000,
        wallMs: 1_790_000_000_000,
      }),
  },
  {
    name: 'redaction',
    samples: [
      `{"password":"kucing-lucu","token":"${TOKEN}"}`,
      `https://api.futureguide.id/a?token=${TOKEN}&x=1#access_token=abc`,
      `Authorization: Bearer ${TOKEN}`,
    ],
    read: redactText,
  },
];
