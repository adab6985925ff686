import { hostFilter, readHarFile } from '../../../src/core/har/har-file.ts';
import { englishUtc } from '../../../src/core/language/english.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { NO_LIMITS } from '../../../src/core/recording/recording-limits.ts';
import { readWhole } from '../../../src/core/report/reading.ts';
import { type Report, reportOf } from '../../../src/core/report/report.ts';
import { type Analysis, analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { read } from '../findings/story.ts';
import { type Exchange, fileOf, type JsonObject, plainEntry } from '../har/har-producers.ts';
import { NOON_MS } from '../recording/legs.ts';
import { v2Token } from '../token/tokens.ts';

export const TOOL = { name: 'futureguide-tokens', version: '0.0.0' };
export const API = 'https://api.futureguide.id';
export const NOON_S = NOON_MS / 1000;

function analysisOnText(text: string): Analysis {
  const reading = readHarFile(text, 'file 1', hostFilter(futureGuide.isServiceHost, []));
  if (reading.kind === 'problem') throw new Error(`not read: ${reading.problem}`);
  const recording = new Recording(futureGuide, NO_LIMITS);
  for (const leg of reading.legs) recording.add(leg);
  return analyse(recording);
}

export function analysisOn(...entries: JsonObject[]): Analysis {
  return analysisOnText(JSON.stringify(fileOf(entries)));
}

/** The report on a HAR file's text. */
export function reportOnText(text: string): Report {
  const source = { kind: 'har', names: ['a.har'] } as const;
  return reportOf(readWhole(analysisOnText(text)), source, TOOL, englishUtc);
}

export function reportOn(...entries: JsonObject[]): Report {
  return reportOnText(JSON.stringify(fileOf(entries)));
}

/** The report on what DevTools, the background and the page's hook saw. */
export function reportOnLive(...observations: Observation[]): Report {
  return reportOf(readWhole(read(...observations)), { kind: 'panel' }, TOOL, englishUtc);
}

export function reportTelling(...exchanges: Exchange[]): Report {
  return reportOn(...exchanges.map(plainEntry));
}

const issued = (token: string, refreshToken: string) =>
  JSON.stringify({ success: true, data: { idToken: token, refreshToken, expiresIn: '3600' } });

export const FIRST = v2Token(NOON_S - 3_590, 3_600);
export const SECOND = v2Token(NOON_S + 12, 3_600);
const LOGIN = `${API}/api/auth/v2/login`;
const REFRESH = `${API}/api/auth/v2/refresh`;

/** A token runs out while a job is polled, and the refusal is healed by a refresh. */
export const INCIDENT: readonly Exchange[] = [
  {
    at: 0,
    method: 'POST',
    url: LOGIN,
    requestBody: '{"email":"sari@siswa.example","password":"correct horse 7"}',
    body: issued(FIRST, 'AMf-first-refresh-token-1'),
  },
  {
    at: 1_000,
    method: 'POST',
    url: `${API}/api/assessment/submit`,
    authorization: `Bearer ${FIRST}`,
    body: '{"success":true,"data":{"jobId":"job-1"}}',
  },
  { at: 5_000, authorization: `Bearer ${FIRST}`, cookie: 'theme=dark; sid=s3cr3tSession000' },
  { at: 11_000, authorization: `Bearer ${FIRST}`, status: 401 },
  {
    at: 12_000,
    method: 'POST',
    url: REFRESH,
    requestBody: '{"refreshToken":"AMf-first-refresh-token-1"}',
    body: issued(SECOND, 'AMf-second-refresh-token-2'),
  },
  { at: 15_000, authorization: `Bearer ${SECOND}` },
];

/** The entry of a WebSocket that authenticated and was refused. */
export function socketEntry(token: string, at = 20_000): JsonObject {
  const seconds = (NOON_MS + at) / 1000;
  const url = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket';
  return {
    ...plainEntry({ at, url, status: 101, took: 3_000 }),
    _webSocketMessages: [
      {
        type: 'send',
        time: seconds + 1,
        opcode: 1,
        data: `42["authenticate",{"token":"${token}"}]`,
      },
      {
        type: 'receive',
        time: seconds + 2,
        opcode: 1,
        data: '42["auth_error",{"message":"Invalid or expired token"}]',
      },
    ],
  };
}
