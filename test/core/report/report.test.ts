import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import schema from '../../../report.schema.json' with { type: 'json' };
import { readHarEntry } from '../../../src/core/har/har.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { authenticate, socket } from '../findings/story.ts';
import { chromeSanitised, PRODUCERS, plainEntry } from '../har/har-producers.ts';
import { REFUSED, web } from '../recording/legs.ts';
import { jwt } from '../token/tokens.ts';
import {
  FIRST,
  INCIDENT,
  reportOn,
  reportOnLive,
  reportOnText,
  reportTelling,
  SECOND,
  socketEntry,
} from './report-world.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

function problemsOf(report: unknown) {
  validate(JSON.parse(JSON.stringify(report)));
  return validate.errors ?? [];
}

describe('the JSON Schema', () => {
  it('allows nothing that it does not name', () => {
    const loose: string[] = [];
    const look = (node: unknown, path: string) => {
      if (typeof node !== 'object' || node === null) return;
      const { type, additionalProperties } = node as Record<string, unknown>;
      if (type === 'object' && additionalProperties === undefined) loose.push(path);
      for (const [name, inner] of Object.entries(node)) look(inner, `${path}/${name}`);
    };
    look(schema, '');
    expect(loose).toEqual([]);
  });

  it.each([...PRODUCERS, chromeSanitised])('admits the report on a file of $name', ({ write }) => {
    expect(problemsOf(reportOnText(write(INCIDENT)))).toEqual([]);
  });

  it('admits what is odd', () => {
    const undated = { ...plainEntry({ status: 401 }), startedDateTime: 'x' };
    const report = reportOn(
      undated,
      plainEntry({ authorization: 'Bearer eyJ.e30.' }),
      plainEntry({ authorization: 'Basic dXNlcjpwYXNz', status: 401 }),
      plainEntry({ authorization: 'Bearer undefined', status: 401 }),
      socketEntry(FIRST),
    );
    expect(problemsOf(report)).toEqual([]);
    expect(problemsOf(reportOn())).toEqual([]);
  });

  it('admits dates that four digits of year cannot write', () => {
    const before = jwt({ sub: 'a', exp: -99_999_999_999 });
    const endless = plainEntry({ authorization: `Bearer ${FIRST}` });
    const report = reportOn(
      plainEntry({ authorization: `Bearer ${before}`, status: 401 }),
      { ...endless, startedDateTime: 300_000_000_000_000 },
      { ...endless, timings: { blocked: 300_000_000_000_000, send: 0, wait: 20, receive: 0 } },
    );
    expect(problemsOf(report)).toEqual([]);
    expect(report.requests.slice(1)).toMatchObject([
      { validity: 'expiring', sentAt: '2026-10-20T05:00:00.000Z', flags: [] },
      { validity: 'unknown', sentAt: null, secondsLeft: null, flags: [] },
    ]);
  });

  it('refuses another shape', () => {
    const report = reportTelling(...INCIDENT);
    expect(problemsOf({ ...report, more: 1 })).not.toEqual([]);
    expect(problemsOf({ ...report, clock: undefined })).not.toEqual([]);
  });
});

describe('a report', () => {
  const report = reportTelling(...INCIDENT);

  it('tells of every request in order', () => {
    expect(
      report.requests.map(({ id, method, url, status, credential, validity, secondsLeft }) => [
        ...[id, method, url.split('/').at(-1), status, credential, validity, secondsLeft],
      ]),
    ).toEqual([
      ['r1', 'POST', 'login', 200, undefined, 'none', null],
      ['r2', 'POST', 'submit', 200, 't1', 'expiring', expect.closeTo(9, 0)],
      ['r3', 'GET', 'job-1', 200, 't1', 'expiring', expect.closeTo(5, 0)],
      ['r4', 'GET', 'job-1', 401, 't1', 'expired', expect.closeTo(-1, 0)],
      ['r5', 'POST', 'refresh', 200, undefined, 'none', null],
      [
        'r6',
        'GET',
        'job-1',
        200,
        expect.stringMatching(/^t[2-4]$/),
        'valid',
        expect.closeTo(3597, 0),
      ],
    ]);
  });

  it('says why the refused one was refused', () => {
    const refused = report.requests[3];
    expect(refused).toMatchObject({
      outcome: 'rejected',
      code: 'INVALID_TOKEN',
      cause: 'expired',
      flags: ['sent-expired', 'invalid-token'],
      by: 'app',
      startedAt: '2026-10-20T05:00:11.000Z',
    });
    expect(refused?.evidence.length).toBeGreaterThan(0);
  });

  it('follows tokens and refreshes', () => {
    const [first] = report.credentials;
    expect(first).toMatchObject({
      id: 't1',
      kind: 'jwt',
      alg: 'RS256',
      audience: 'futureguide-loopback',
      email: 'sari@siswa.example',
      lifetimeSeconds: 3600,
      places: ['answer.idToken', 'authorization'],
    });
    const second = report.credentials.find(({ id }) => id === first?.replacedBy);
    expect(second?.kind).toBe('jwt');
    expect(report.refreshes).toEqual([
      { request: 'r5', from: 't1', to: second?.id, outcome: 'accepted', by: 'app' },
    ]);
  });

  it('has the clock of the API, jobs, findings and health', () => {
    expect(report.clock).toMatchObject({ host: 'api.futureguide.id', samples: 6 });
    expect(report.jobs[0]).toMatchObject({ job: 'job-1', result: 'fail', refusal: 'r4' });
    expect(report.findings.map(({ code }) => code)).toContain('expired-token-sent');
    expect(report.health).toMatchObject({ requests: 6, invalidToken: 1, sentExpired: 1 });
    expect(reportTelling({ url: 'https://futureguide.id/' }).clock).toBeNull();
  });

  it('tells of sockets', () => {
    const { sockets } = reportOn(...INCIDENT.map(plainEntry), socketEntry(FIRST));
    expect(sockets).toEqual([
      {
        id: 's1',
        url: 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket',
        openedAt: '2026-10-20T05:00:20.000Z',
        closedAt: '2026-10-20T05:00:23.000Z',
        credential: 't1',
        validity: 'expired',
        secondsLeft: expect.closeTo(-11, 0),
        outcome: 'rejected',
        flags: ['sent-expired', 'invalid-token'],
        cause: 'expired',
        certainty: expect.any(String),
        message: 'Invalid or expired token',
      },
    ]);
  });

  it('says that a socket was closed only where that was seen', () => {
    const handshake = {
      ...socketEntry(FIRST),
      time: 60,
      timings: { wait: 60, send: 0, receive: 0 },
    };
    expect(reportOn(handshake).sockets[0]).not.toHaveProperty('closedAt');

    const url = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket';
    const opened = web({ at: 20_000, url, status: 101 }, { resourceType: 'websocket' });
    const open = [opened, socket(20.06, 'open'), authenticate(20.1, FIRST)];
    const closedAt = (...seen: Observation[]) => reportOnLive(...seen).sockets[0]?.closedAt;
    expect(closedAt(...open)).toBeUndefined();
    expect(closedAt(...open, socket(29, 'close'))).toBe('2026-10-20T05:00:29.000Z');
    const entry = readHarEntry(socketEntry(FIRST), 'entry');
    if (!entry) throw new Error('the entry of a test is readable');
    expect(closedAt(opened, entry)).toBe('2026-10-20T05:00:23.000Z');
  });

  it('has the clock of the host that tokens go to, however much the app’s own host answers', () => {
    const report = reportTelling(
      ...INCIDENT,
      ...Array.from({ length: 20 }, (_, k) => ({
        at: 16_000 + k,
        url: 'https://futureguide.id/api/auth/health',
      })),
    );
    expect(report.clock).toMatchObject({ host: 'api.futureguide.id' });
  });

  it('marks what went through a service worker', () => {
    const page = plainEntry({ authorization: `Bearer ${SECOND}`, took: 30 });
    const worker = plainEntry({ at: 5, authorization: `Bearer ${SECOND}` });
    const response = { ...(page.response as object), _fetchedViaServiceWorker: true };
    const [first, second] = reportOn({ ...page, response }, worker).requests;
    expect(first).toMatchObject({ id: 'r1', via: 'service-worker', twin: 'r2' });
    expect(second).toMatchObject({ id: 'r2', twin: 'r1' });
    expect(second?.via).toBeUndefined();
  });

  it('never says of a sanitised file that a token was missing', () => {
    const { requests } = reportOnText(chromeSanitised.write([{ status: 401, body: REFUSED }]));
    expect(requests[0]).toMatchObject({ validity: 'unknown', cause: 'unknown' });
  });
});
