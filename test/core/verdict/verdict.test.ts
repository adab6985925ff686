import { describe, expect, it } from 'vitest';
import { englishUtc } from '../../../src/core/language/english.ts';
import type { HarLeg } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { acceptedBeside } from '../../../src/core/verdict/causes/unexplained.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { har, NOON_MS, POLL, REFUSED, type Told } from '../recording/legs.ts';
import { jwt, v2Token } from '../token/tokens.ts';

const NOON_S = NOON_MS / 1000;
const API = 'https://api.futureguide.id';
const GOOD = `Bearer ${v2Token(NOON_S - 60)}`;
const EXPIRED = `Bearer ${v2Token(NOON_S - 3612)}`;
const services = (code: string, message: string) =>
  JSON.stringify({ success: false, error: { code, message } });

function judge(told: Told, more: Partial<HarLeg> = {}) {
  const recording = new Recording(futureGuide);
  recording.add(har(told, more));
  const [judged] = analyse(recording).requests;
  if (!judged) throw new Error('one request in, one request out');
  return judged.verdict;
}

describe('what proves that a token was accepted', () => {
  const evidenceBeside = (later: Told, more: Partial<HarLeg> = {}) => {
    const recording = new Recording(futureGuide);
    recording.add(har({ authorization: GOOD, status: 401, body: REFUSED }));
    recording.add(har({ at: 5_000, authorization: GOOD, status: 200, ...later }, more));
    const [refused] = analyse(recording).requests;
    return refused?.verdict.refusal?.evidence.map(({ id }) => id) ?? [];
  };

  it('is an answer that the guard let through', () =>
    expect(evidenceBeside({})).toContain('accepted-later'));

  it('is none to OPTIONS, which is answered before the guard', () =>
    expect(evidenceBeside({ method: 'OPTIONS', status: 204 })).not.toContain('accepted-later'));
});

describe('a refusal that nothing explains', () => {
  const evidenceOf = (...others: Told[]) => {
    const recording = new Recording(futureGuide);
    for (const told of [{ status: 401, body: REFUSED }, ...others])
      recording.add(har({ authorization: GOOD, ...told }));
    const { requests } = analyse(recording);
    const refused = requests.find(({ facts: { status } }) => status === 401);
    return refused?.verdict.refusal?.evidence ?? [];
  };
  const told = (...others: Told[]) => {
    const reason = acceptedBeside(evidenceOf(...others));
    return reason && englishUtc.tell(reason);
  };

  it('tells that the same token was accepted seconds before or after, whichever is nearer', () => {
    expect(told({ at: -3_000 })).toMatch(/had accepted this very token 3 s before$/);
    expect(told({ at: 4_000 })).toMatch(/accepted this very token 4 s later$/);
    expect(told({ at: -60_000 }, { at: -9_000 }, { at: 12_000 })).toMatch(/9 s before$/);
  });

  it('may lie in another key only if that was changed since the token was accepted', () => {
    const keyOf = (...others: Told[]) =>
      evidenceOf(...others).find(({ id }) => id === 'possible-key')?.said.key;
    expect(keyOf({ at: -3_000 })).toBe('evidence_possible_key_changed');
    expect(keyOf()).toBe('evidence_possible_key');
  });

  it('is not told by what was long ago, of another token or on another host', () => {
    expect(told({ at: -61_000 })).toBeNull();
    expect(told({ at: -3_000, authorization: `Bearer ${v2Token(NOON_S - 90)}` })).toBeNull();
    expect(told({ at: -3_000, url: POLL.replace('api.', 'docs.') })).toBeNull();
  });
});

describe('the outcome of a request', () => {
  it.each<[string, Told, string, string[]]>([
    ['a poll that passes', { authorization: GOOD, status: 200 }, 'accepted', []],
    ['an unchanged answer', { authorization: GOOD, status: 304 }, 'accepted', []],
    [
      'the incident',
      { authorization: EXPIRED, status: 401, body: REFUSED },
      'rejected',
      ['sent-expired', 'invalid-token'],
    ],
    [
      'expired and still accepted',
      { authorization: EXPIRED, status: 200 },
      'accepted',
      ['sent-expired'],
    ],
    [
      'the services’ shape',
      { authorization: GOOD, status: 401, body: services('TOKEN_EXPIRED', 'Token has expired') },
      'rejected',
      ['auth-error'],
    ],
    [
      'INVALID_TOKEN in the services’ shape',
      { authorization: GOOD, status: 401, body: services('INVALID_TOKEN', 'Invalid token format') },
      'rejected',
      ['invalid-token'],
    ],
    [
      'a 401 without a body on a guarded route',
      { authorization: GOOD, status: 401 },
      'rejected',
      ['auth-error'],
    ],
    [
      'a 401 without a body on a public route',
      { url: `${API}/api/archive/results/7`, status: 401 },
      'unknown',
      [],
    ],
    [
      'a 401 as HTML from a proxy',
      { authorization: GOOD, status: 401, body: '<h1>401</h1>' },
      'rejected',
      ['auth-error'],
    ],
    [
      'too few credits',
      {
        authorization: GOOD,
        status: 402,
        body: services('INSUFFICIENT_TOKENS', 'Not enough tokens'),
      },
      'accepted',
      [],
    ],
    [
      'not an administrator',
      { authorization: GOOD, status: 403, body: services('FORBIDDEN', 'Admin access required') },
      'accepted',
      [],
    ],
    [
      'not there',
      { authorization: GOOD, status: 404, body: services('NOT_FOUND', 'Route GET /x not found') },
      'accepted',
      [],
    ],
    ['a 400 that says nothing', { authorization: GOOD, status: 400 }, 'unknown', []],
    [
      'too many requests',
      { authorization: GOOD, status: 429, body: services('RATE_LIMIT_EXCEEDED', 'Slow down') },
      'unknown',
      [],
    ],
    [
      'a server error',
      { authorization: GOOD, status: 502, body: '<h1>Bad gateway</h1>' },
      'failed',
      [],
    ],
    [
      'the verifier says it is down',
      { authorization: GOOD, status: 503, body: services('AUTH_SERVICE_UNAVAILABLE', 'Try later') },
      'rejected',
      ['auth-error'],
    ],
    ['no answer', { authorization: GOOD, status: 0, error: 'net::ERR_FAILED' }, 'failed', []],
    [
      'a wrong password',
      {
        url: `${API}/api/auth/v2/login`,
        method: 'POST',
        status: 401,
        body: services('UNAUTHORIZED', 'Invalid email or password'),
      },
      'unknown',
      [],
    ],
    [
      'an old bearer on login',
      { url: `${API}/api/auth/v2/login`, method: 'POST', status: 200, authorization: EXPIRED },
      'accepted',
      [],
    ],
    [
      'an old bearer on refresh',
      { url: `${API}/api/auth/v2/refresh`, method: 'POST', status: 200, authorization: EXPIRED },
      'accepted',
      [],
    ],
    [
      'the documented host',
      {
        url: 'https://futureguide.id/api/assessment/status/job-1',
        authorization: EXPIRED,
        status: 401,
        body: REFUSED,
      },
      'rejected',
      ['sent-expired', 'invalid-token'],
    ],
  ])('%s', (_label, told, outcome, flags) => {
    const verdict = judge(told);
    expect({ outcome: verdict.outcome, flags: verdict.flags }).toEqual({ outcome, flags });
  });
});

describe('the cause of a refusal', () => {
  const refused = (authorization: string | null, more: Told = {}) =>
    judge({ authorization, status: 401, body: REFUSED, ...more }).refusal;

  it.each<[string, string | null, Told, string]>([
    ['no header', null, {}, 'missing'],
    ['another scheme', 'Basic dXNlcjpwYXNz', {}, 'wrong-scheme'],
    ['the word undefined', 'Bearer undefined', {}, 'placeholder'],
    ['nothing behind Bearer', 'Bearer', {}, 'placeholder'],
    ['a quoted token', `Bearer "${v2Token(NOON_S)}"`, {}, 'quoted'],
    ['a quoted expired token', `Bearer "${v2Token(NOON_S - 9000)}"`, {}, 'quoted'],
    ['a cut token', 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJ', {}, 'malformed'],
    ['an expired token', EXPIRED, {}, 'expired'],
    ['exp now', `Bearer ${v2Token(NOON_S - 3600)}`, {}, 'expired'],
    ['a good token', GOOD, {}, 'unknown'],
    ['a token that never expires', `Bearer ${jwt({ sub: 'a' })}`, {}, 'unknown'],
    [
      'a refresh with a bad refresh token',
      null,
      {
        url: `${API}/api/auth/v2/refresh`,
        method: 'POST',
        body: services('INVALID_REFRESH_TOKEN', 'Invalid refresh token'),
      },
      'refresh-refused',
    ],
    [
      'the documented refresh',
      EXPIRED,
      { url: `${API}/api/auth/refresh-token`, method: 'POST' },
      'refresh-refused',
    ],
  ])('%s', (_label, authorization, more, cause) => {
    expect(refused(authorization, more)?.cause).toBe(cause);
  });

  it('is not asked for where nothing was refused', () => {
    expect(judge({ authorization: EXPIRED, status: 200 }).refusal).toBeNull();
  });

  it('brings the service’s own words as evidence', () => {
    expect(refused(EXPIRED)?.evidence.map(({ said }) => englishUtc.tell(said))).toEqual([
      'The token had expired 12 s before it was sent, by this computer’s clock',
      'Answered 401 INVALID_TOKEN: Invalid or expired token',
    ]);
  });

  it('never repeats a token that stands where a scheme should', () => {
    const token = v2Token(NOON_S);
    expect(JSON.stringify(refused(token))).not.toContain(token.slice(-20));
  });
});

describe('the moment of sending', () => {
  it('is the start and the waiting for a connection', () => {
    const expiresIn50Ms = `Bearer ${v2Token(NOON_S - 3599.95)}`;
    const told = { authorization: expiresIn50Ms, status: 401, body: REFUSED };
    expect(judge(told).validity).toBe('expiring');
    expect(judge(told, { sentAt: NOON_MS + 60 }).validity).toBe('expired');
  });

  it('is unknown where the date cannot be read', () => {
    const verdict = judge({ authorization: GOOD, status: 200 }, { startedAt: null, sentAt: null });
    expect(verdict.validity).toBe('unknown');
  });

  it('judges nothing by the cookie', () => {
    expect(judge({ status: 200, url: POLL }).validity).toBe('none');
  });
});

describe('the threshold of expiring', () => {
  it('is the service’s, or the one asked for, however often the recording was read before', () => {
    const recording = new Recording(futureGuide);
    const authorization = `Bearer ${v2Token(NOON_S - 3600 + 200)}`;
    recording.add(har({ authorization, status: 200 }));
    const validity = (expiringSeconds?: number) =>
      analyse(recording, expiringSeconds).requests[0]?.verdict.validity;
    const said = [undefined, 60, undefined, 199, 201, 60].map(validity);
    expect(said).toEqual(['expiring', 'valid', 'expiring', 'valid', 'expiring', 'valid']);
  });
});

it('says of words that were not recorded that they were not seen', () => {
  const { refusal } = judge(
    { authorization: GOOD, status: 401 },
    { body: { kind: 'unavailable', reason: 'not-recorded' } },
  );
  const answer = refusal?.evidence.find(({ id }) => id === 'answer');
  expect(answer && englishUtc.tell(answer.said)).toBe('Answered 401 in words that were not seen');
});

describe('a request with several Authorization headers', () => {
  const judged = (...values: string[]) =>
    judge(
      { status: 401, body: REFUSED },
      { requestHeaders: values.map((value) => ({ name: 'Authorization', value })) },
    );

  it('sent two tokens, which need not be why it was refused: some read the first alone', () => {
    expect(judged(GOOD, EXPIRED)).toMatchObject({
      validity: 'malformed',
      refusal: { cause: 'malformed', certainty: 'likely' },
    });
  });

  it('sent one where they are the same, or one is empty', () => {
    expect(judged(GOOD, GOOD).validity).toBe('valid');
    expect(judged('', GOOD).validity).toBe('valid');
  });
});
