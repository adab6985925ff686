import { describe, expect, it } from 'vitest';
import { nextStep } from '../../../panel/detail/next-step.ts';
import { readFindings } from '../../../src/core/findings/findings.ts';
import { englishUtc } from '../../../src/core/language/english.ts';
import type { HarLeg } from '../../../src/core/recording/observation.ts';
import { API, call, codes, ending, finding, login, read, refresh, stored } from './story.ts';

const good = ending(3000);
const spent = ending(-12);
const REFUSED = { refused: true };
const REFUSED_BODY =
  '{"success":false,"error":"INVALID_TOKEN","message":"Invalid or expired token"}';

describe('expired-token-sent', () => {
  it('names token, endpoint, key and how it went', () => {
    const found = finding(
      'expired-token-sent',
      stored(-1, { futureguide_access_token: spent }),
      call(0, spent, undefined, REFUSED),
      call(10, spent, undefined, REFUSED),
      call(20, spent, '/api/auth/profile', { status: 200 }),
    );
    expect(found).toMatchObject({
      severity: 'error',
      title: 'A token that had probably expired was sent 3 times, 2 of them refused',
      requests: ['r1', 'r2', 'r3'],
    });
    expect(found.evidence.map(({ id }) => id)).toEqual([
      'expired-token',
      'endpoint',
      'endpoint',
      'accepted',
      'expiry-unproven',
    ]);
    expect(found.evidence[0]?.values).toMatchObject({
      token: 't1',
      expiresAt: '2026-10-20T04:59:48.000Z',
      secondsLeft: -12,
    });
    expect(found.evidence.map(({ text }) => text)).toContain(
      '2 times on GET /api/assessment/status/…',
    );
    expect(found.advice).toMatch(
      /^Refresh before .+ GET \/api\/assessment\/status\/… and GET \/api\/auth\/profile\.$/,
    );
  });

  it('counts once where all were refused on one endpoint', () => {
    const polls = [0, 10, 20].map((at) => call(at, spent, undefined, REFUSED));
    const { title, evidence } = finding('expired-token-sent', ...polls);
    expect([title, ...evidence.map(({ text }) => text)]).toEqual([
      'A token that had probably expired was sent 3 times and refused each time',
      't1, the first 12 s after it expired',
      'The service’s clock was then not known: no proof that it had expired',
    ]);
  });

  describe('where the two clocks differ', () => {
    const token = ending(30);
    const ahead = (ms: number, leg: ReturnType<typeof call>) => {
      const date = new Date((leg.endedAt ?? 0) + ms).toUTCString();
      return { ...leg, responseHeaders: [{ name: 'date', value: date }] };
    };
    const story = [0, 2, 4, 6, 14.2].map((at) =>
      ahead(16_000, call(at, token, undefined, at === 14.2 ? REFUSED : {})),
    );

    it('has the remedy of verdict and clock, and no other', () => {
      const analysis = read(...story);
      const refused = analysis.requests.find(({ verdict }) => verdict.outcome === 'rejected');
      expect(refused?.verdict.refusal?.cause).toBe('clock-skew');
      const remedy = refused && nextStep(refused, analysis);
      const advices = ['clock-skew', 'expired-token-sent', 'refresh-missing'] as const;
      expect(advices.map((code) => finding(code, ...story).advice)).toEqual(
        advices.map(() => remedy && englishUtc.tell(remedy)),
      );
      expect(remedy && englishUtc.tell(remedy)).toMatch(/^Set this computer’s clock /);
    });

    it('has it beside the others where the clocks are only one possible reason', () => {
      const said = '{"success":false,"error":{"code":"UNAUTHORIZED","message":"Token expired"}}';
      const refused = call(4, token, undefined, { status: 401, body: said });
      const doubtful = [ahead(16_000, call(0, token)), ahead(1_000, refused)];
      expect(read(...doubtful).requests.at(-1)?.verdict.refusal).toMatchObject({
        cause: 'clock-skew',
        certainty: 'possible',
      });
      const { advice } = finding('refresh-missing', ...doubtful);
      expect(advice).toMatch(/^Set this computer’s clock .+ Refresh /);
    });

    it('doubts as much as the verdict about the same moment', () => {
      const { requests } = read(...story);
      const { refusal } =
        requests.find(({ verdict }) => verdict.outcome === 'rejected')?.verdict ?? {};
      const told = refusal?.evidence.find(({ id }) => id === 'server-clock');
      const margin = /±[\d.]+ s/.exec(told ? englishUtc.tell(told.said) : '')?.[0];
      const doubt = finding('expired-token-sent', ...story).evidence.at(-1);
      expect(doubt?.text).toBe(
        `The service’s clock was then known to ${margin} (5 answers): no proof that it had expired`,
      );
    });
  });

  it('says how many of them the clock does not prove', () => {
    const token = ending(30);
    const polls = [0, 10, 20, 30.4, 40, 50].map((at) => {
      const leg = call(at, token, undefined, at > 30 ? REFUSED : {});
      const date = new Date(leg.endedAt ?? 0).toUTCString();
      return { ...leg, responseHeaders: [{ name: 'date', value: date }] };
    });
    const { title, evidence } = finding('expired-token-sent', ...polls);
    expect(title).toBe('An expired token was sent 3 times and refused each time');
    expect(evidence.map(({ text }) => text)).toContain(
      'No proof for 1 of them: sent too near to the expiry',
    );
    const sure = finding('expired-token-sent', ...polls.filter((_, k) => k !== 3));
    expect(sure.evidence.map(({ id }) => id)).not.toContain('expiry-unproven-of');
  });

  it.each([
    ['a redirect', { status: 307 }],
    ['an error in an answer of 200', { status: 200, body: REFUSED_BODY }],
  ])('calls %s no acceptance', (_what, told) => {
    const { evidence } = finding('expired-token-sent', call(0, spent, undefined, told));
    expect(evidence.map(({ id }) => id)).not.toContain('accepted');
  });

  it('says only that a remembered check may be why one was accepted hours later', () => {
    const found = finding('expired-token-sent', call(0, ending(-4 * 3600)));
    expect(found.evidence.find(({ id }) => id === 'accepted')?.text).toBe(
      'One was still accepted: the service may remember a check',
    );
  });

  it('is a warning where all were accepted', () => {
    expect(finding('expired-token-sent', call(0, spent)).severity).toBe('warning');
  });

  it('says when a newer token was there already', () => {
    const next = ending(3600);
    const found = finding(
      'expired-token-sent',
      login(-4000, ending(-400)),
      refresh(-500, { to: next }),
      call(0, ending(-400), undefined, REFUSED),
    );
    expect(found.evidence[0]?.text).toContain('had already taken its place');
    expect(found.advice).toMatch(/^Read the token anew .+ old one\.$/);
  });

  it.each<[string, HarLeg[]]>([
    ['a token with a second left', [call(0, ending(1))]],
    ['an expired bearer on login', [call(0, spent, '/api/auth/v2/login', { method: 'POST' })]],
    ['an expired bearer on refresh', [call(0, spent, '/api/auth/v2/refresh', { method: 'POST' })]],
  ])('is not %s', (_label, legs) => {
    expect(codes(...legs)).not.toContain('expired-token-sent');
  });
});

describe('invalid-token-rate', () => {
  const passed = (n: number) => Array.from({ length: n }, (_, k) => call(k, good));
  const refused = (n: number) =>
    Array.from({ length: n }, (_, k) => call(1000 + k, good, '/api/auth/profile', REFUSED));

  it('speaks above 1 % from 20 requests on', () => {
    const found = finding('invalid-token-rate', ...passed(19), ...refused(1));
    expect(found.title).toBe(
      '5% of the requests with a token were answered INVALID_TOKEN; the alert is at 1%',
    );
    expect(found.evidence[0]?.values).toEqual({ invalidToken: 1, authenticated: 20, rate: 0.05 });
    expect(found.requests).toEqual(['r20']);
  });

  it.each([
    ['19 requests', [...passed(18), ...refused(1)]],
    ['exactly 1 %', [...passed(99), ...refused(1)]],
    [
      'requests without a credential that need none',
      [
        ...Array.from({ length: 20 }, (_, k) => call(k, null, 'https://futureguide.id/')),
        ...refused(1),
      ],
    ],
  ])('is silent at %s', (_label, legs) => {
    expect(codes(...legs)).not.toContain('invalid-token-rate');
  });

  it('counts what needed a credential and had none', () => {
    const legs = [...passed(18), ...refused(1), call(50, null, '/api/archive/jobs', REFUSED)];
    expect(finding('invalid-token-rate', ...legs).evidence[0]?.values).toMatchObject({
      invalidToken: 2,
      authenticated: 20,
    });
  });
});

describe('verifier-down', () => {
  const paths = ['/api/auth/profile', '/api/archive/jobs', '/api/chatbot/conversations'];
  const before = paths.map((path, k) => call(k, good, path));

  it('gathers the refusals of an outage', () => {
    const outage = paths.map((path, k) => call(60 + k, good, path, REFUSED));
    const found = finding('verifier-down', ...before, ...outage, call(90, good));
    expect(found.severity).toBe('error');
    expect(found.requests).toEqual(['r4', 'r5', 'r6']);
    expect(found.advice).toContain('05:01:00 UTC');
    expect(found.severity).toBe('error');
  });

  it('leads from each endpoint to its own request, and says no time beside the same', () => {
    const outage = paths.map((path, k) => call(60 + k / 10, good, path, REFUSED));
    const { evidence, requests } = finding('verifier-down', ...before, ...outage);
    expect(evidence.flatMap(({ request }) => request ?? []).sort()).toEqual(requests);
    expect(evidence.map(({ text }) => text).join()).not.toMatch(/[0-9]:[0-9]/);
  });

  it('says no more than possible where a revoked session would look the same', () => {
    const outage = paths.map((path, k) => call(60 + k, good, path, REFUSED));
    const found = finding('verifier-down', ...before, ...outage);
    expect(found.severity).toBe('warning');
    expect(found.evidence.map(({ id }) => id)).toContain('rival-revoked');
    expect(`${found.title} ${found.advice}`).not.toMatch(/tokens are good/);
  });

  it('takes the service at its word', () => {
    const body =
      '{"success":false,"error":"TOKEN_VERIFICATION_FAILED","message":"Unable to verify token"}';
    expect(codes(call(0, good, undefined, { status: 401, body }))).toContain('verifier-down');
  });

  it('is not two routes that refuse', () => {
    const outage = paths.slice(1).map((path, k) => call(60 + k, good, path, REFUSED));
    expect(codes(...before, ...outage)).not.toContain('verifier-down');
  });
});

describe('clock-skew', () => {
  const answered = (serverAheadMs: number) =>
    [0, 10, 20, 30].map((at) => {
      const leg = call(at, good, `${API}/api/auth/profile`);
      const date = new Date((leg.endedAt ?? 0) + serverAheadMs).toUTCString();
      return { ...leg, responseHeaders: [{ name: 'date', value: date }] };
    });

  it('is an offset of more than 5 s for certain', () => {
    const found = finding('clock-skew', ...answered(-8_000));
    expect(found.title).toMatch(
      /^This computer’s clock is \d+(\.\d)? s ahead of that of api\.futureguide\.id$/,
    );
    expect(found.severity).toBe('warning');
  });

  it.each([4_000, 5_000, -4_000])('is not one of %i ms', (offset) => {
    expect(codes(...answered(offset))).not.toContain('clock-skew');
  });
});

it('finds nothing in nothing', () => {
  expect(readFindings(read())).toEqual([]);
});
