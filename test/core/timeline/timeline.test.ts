import { describe, expect, it } from 'vitest';
import { readJobs } from '../../../src/core/jobs/jobs.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { NOT_RECORDED } from '../../../src/core/service/http.ts';
import type { TokenSpan } from '../../../src/core/timeline/spans.ts';
import { readTimeline, type Timeline } from '../../../src/core/timeline/timeline.ts';
import { rangeOf } from '../../../src/core/timeline/view.ts';
import {
  authenticate,
  authenticated,
  BUDI,
  call,
  ending,
  login,
  logout,
  page,
  read,
  refresh,
  socket,
  stored,
} from '../findings/story.ts';
import { NOON_MS } from '../recording/legs.ts';

const PROFILE = '/api/auth/profile';

function timelineOf(...observations: Observation[]): Timeline {
  const analysis = read(...observations);
  return readTimeline(analysis, readJobs(analysis), null);
}

const tokensOf = ({ rows }: Timeline) =>
  rows.flatMap(({ spans }) => spans).filter((span) => span.kind === 'token');
const sinceNoon = (ms: number | null) => (ms === null ? null : (ms - NOON_MS) / 1000);
const shapes = ({ marks }: Timeline) => marks.map(({ shape }) => shape);
/** The answer's stamp, by a server whose clock is so many s ahead. */
function stamped(at: number, token: string, ahead: number, refused = false): Observation {
  const leg = call(at, token, undefined, { refused });
  const value = new Date(NOON_MS + (at + ahead) * 1000).toUTCString();
  return { ...leg, responseHeaders: [{ name: 'Date', value }] };
}

describe('the life of a token', () => {
  it('goes from issue to expiry, and what was sent later lies right of its end', () => {
    const token = ending(60);
    const timeline = timelineOf(
      call(50, token),
      call(70, token),
      call(80, token, undefined, { refused: true }),
    );
    const [span] = tokensOf(timeline);
    expect(
      [span?.issuedAt, span?.expiresAt, span?.lastSentAt].map((ms) => sinceNoon(ms ?? null)),
    ).toEqual([-3540, 60, 80]);
    expect(shapes(timeline)).toEqual(['accepted', 'expired', 'rejected']);
    expect(timeline.marks.map(({ at }) => at >= (span?.expiresAt ?? 0))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('ends by this computer’s time where the server’s clock is ahead', () => {
    const token = ending(60);
    const ahead = 180;
    const stamps = [-170, -160, -150, -140].map((at) => stamped(at, token, ahead));
    const timeline = timelineOf(...stamps, stamped(-115, token, ahead, true));
    const [span] = tokensOf(timeline);
    expect(sinceNoon(span?.expiresAt ?? null)).toBeCloseTo(60 - ahead, -0.5);
    expect(sinceNoon(span?.claimed.expiresAt ?? null)).toBe(60);
    expect(timeline.marks.at(-1)?.at).toBeGreaterThanOrEqual(span?.expiresAt ?? Infinity);
    expect(timeline.marks.at(-2)?.at).toBeLessThan(span?.expiresAt ?? 0);
  });

  it('begins with the request that brought it, whose second its date of issue is', () => {
    const begin = (sentAt: number) => {
      const timeline = timelineOf(login(sentAt, ending(3600)));
      return sinceNoon(tokensOf(timeline)[0]?.from ?? null);
    };
    expect(begin(0.387)).toBe(0.387);
    expect(begin(0.999)).toBe(0.999);
    // No second explains this.
    expect(begin(90)).toBe(0);
  });

  it('is left out where no row has it and the app does not hold it', () => {
    const [left, held, sent] = [ending(3000), ending(3600), ending(3700)];
    const timeline = timelineOf(
      stored(0, { futureguide_access_token: held, futureguide_token: left }),
      call(1, sent, PROFILE),
      stored(2, { futureguide_access_token: held, futureguide_token: left }),
    );
    expect(tokensOf(timeline).map(({ expiresAt }) => sinceNoon(expiresAt))).toEqual(
      expect.not.arrayContaining([3000]),
    );
    const alone = timelineOf(stored(0, { futureguide_access_token: held }));
    expect(tokensOf(alone).map(({ expiresAt }) => sinceNoon(expiresAt))).toEqual([3600]);
  });

  it('is in the lane of its user, and two users have two', () => {
    const timeline = timelineOf(call(0, ending(600), PROFILE), call(5, ending(700, BUDI), PROFILE));
    expect(timeline.lanes.map(({ kind, user }) => [kind, user])).toEqual([
      ['user', 'sari@siswa.example'],
      ['user', 'budi@siswa.example'],
    ]);
  });

  it('shares a row with a life that begins after it', () => {
    const timeline = timelineOf(call(0, ending(60), PROFILE), call(100, ending(3700), PROFILE));
    expect(timeline.rows.map(({ spans }) => spans.length)).toEqual([2]);
  });

  it('has no bar where too many overlap: their marks have a row, and the lane says how many', () => {
    const lives = Array.from({ length: 300 }, (_, index) =>
      call(index, ending(3000 + index), PROFILE),
    );
    const timeline = timelineOf(...lives);
    expect(timeline.rows.map(({ isShared, spans }) => [isShared, spans.length])).toEqual([
      [false, 1],
      [false, 1],
      [true, 298],
    ]);
    expect(timeline.rows.map(({ marks }) => marks.length)).toEqual([1, 1, 298]);
    expect(timeline.lanes[0]?.more).toBe(298);
    const last = timeline.rows[1]?.spans[0];
    expect(last?.kind === 'token' && last.expiresAt).toBe(NOON_MS + 3_299_000);
  });

  it('has no row for others of which none has a mark there', () => {
    const story = Array.from({ length: 5 }, (_, index) => [
      socket(index, 'open', null, `socket-${index}`),
      authenticate(index + 0.1, ending(3000 + index), {}, `socket-${index}`),
    ]).flat();
    const timeline = timelineOf(...story);
    const rows = timeline.rows.filter(({ lane }) => timeline.lanes[lane]?.kind === 'user');
    expect(rows.map(({ isShared }) => isShared)).toEqual([false, false]);
    expect(timeline.lanes[0]?.more).toBe(0);
  });

  it('has a bar where it is in use or was refused last, or where its row is looked at', () => {
    const [first = '', second = '', ...others] = Array.from({ length: 9 }, (_, index) =>
      ending(3000 + index),
    );
    const barsAfter = (...last: Observation[]) => {
      const story = [first, second, ...others].map((token, index) => call(index, token, PROFILE));
      const analysis = read(...story, ...last);
      const marks = (timeline: Timeline) =>
        timeline.rows
          .filter(({ isShared }) => !isShared)
          .flatMap(({ spans }) => spans.map((span) => (span.kind === 'token' ? span.id : '')))
          .sort();
      const recordOf = (token: string) => analysis.chains.credentials.byToken.get(token) ?? null;
      const idsOf = (...tokens: string[]) => tokens.map((token) => recordOf(token)?.id).sort();
      return {
        idsOf,
        with: (opened = '') => marks(readTimeline(analysis, [], null, recordOf(opened))),
      };
    };
    const latest = others.at(-1) ?? '';
    const used = barsAfter(call(20, first, PROFILE));
    expect(used.with()).toEqual(used.idsOf(first, latest));
    expect(used.with(second)).toEqual(used.idsOf(first, second));
    const refusal = barsAfter(call(20, first, PROFILE, { refused: true }), call(30, second));
    expect(refusal.with()).toEqual(refusal.idsOf(first, second));
  });

  const endOf = (...story: Observation[]) => {
    const [span] = tokensOf(timelineOf(...story));
    return span?.ended ? [sinceNoon(span.ended.at), span.ended.by] : null;
  };
  const refused = { refused: true };

  it('is over when the service refuses the token itself, unless it takes it again', () => {
    const token = ending(3000);
    const story = [call(0, token), call(10, token, PROFILE, refused)];
    expect(endOf(...story)).toEqual([10, 'refused']);
    expect(endOf(...story, call(20, token, PROFILE, refused))).toEqual([10, 'refused']);
    expect(endOf(...story, call(20, token))).toBeNull();
  });

  it('is over from the time on that the row of the refusal says, though it was sent a moment later', () => {
    const token = ending(3000);
    const leg = call(10, token, PROFILE, refused);
    const waited = { ...leg, sentAt: NOON_MS + 10_011 };
    expect(endOf(call(0, token), waited)).toEqual([10, 'refused']);
  });

  it('is not over for a refusal that lies in how or when it was sent', () => {
    const token = ending(60);
    const quoted = { ...refused, authorization: `Bearer "${token}"` };
    expect(endOf(call(0, token), call(10, token, PROFILE, quoted))).toBeNull();
    expect(endOf(call(0, token), call(70, token, PROFILE, refused))).toBeNull();
  });

  it('is over when its user signs out, and of nobody else', () => {
    const token = ending(3000);
    expect(endOf(call(0, token), logout(10, token, { took: 1000 }))).toEqual([11, 'signed-out']);
    const gone = stored(10, {});
    expect(endOf(stored(0, { futureguide_access_token: token }), call(1, token), gone)).toEqual([
      10,
      'signed-out',
    ]);
    expect(endOf(call(0, token), logout(10, ending(3000, BUDI)))).toBeNull();
  });
});

describe('a refresh', () => {
  const first = ending(600);
  const second = ending(4000);
  const fingerprints = (span: TokenSpan | null) => span?.fingerprint;

  it('links the token that was replaced with the new one', () => {
    const timeline = timelineOf(login(-60, first), refresh(500, { to: second }), call(510, second));
    const [link] = timeline.links;
    const [a, b] = tokensOf(timeline);
    expect([fingerprints(link?.from ?? null), fingerprints(link?.to ?? null)]).toEqual([
      a?.fingerprint,
      b?.fingerprint,
    ]);
    expect(link?.mark.shape).toBe('refreshed');
  });

  it('that brought none leads nowhere', () => {
    const timeline = timelineOf(login(-60, first), refresh(500, { status: 401 }));
    expect(timeline.links.map(({ to, mark }) => [to, mark.shape])).toEqual([
      [null, 'refresh-failed'],
    ]);
  });
});

describe('a refresh that had no answer', () => {
  it('has another mark than one that was refused', () => {
    const timeline = timelineOf(login(-60, ending(600)), refresh(500, { status: 0 }));
    expect(shapes(timeline)).toEqual(['signed-in', 'refresh-unanswered']);
  });
});

describe('a login', () => {
  const token = ending(3600);
  const kinds = ({ lanes }: Timeline) => lanes.map(({ kind }) => kind);
  const unread: Observation = { ...login(0, token), body: NOT_RECORDED };

  it('is on the bar of the token that it brought, and is none of its uses', () => {
    const timeline = timelineOf(login(0, token));
    expect(kinds(timeline)).toEqual(['user']);
    expect(timeline.marks).toMatchObject([{ shape: 'signed-in', token: tokensOf(timeline)[0] }]);
  });

  it('with the token of another session is on the bar of the one that it brought', () => {
    const old = ending(1800, BUDI);
    const authorization = `Bearer ${old}`;
    const timeline = timelineOf(
      call(-10, old),
      Object.assign(login(0, token), {
        requestHeaders: [{ name: 'Authorization', value: authorization }],
      }),
    );
    const mark = timeline.marks[1];
    expect([mark?.shape, mark?.token?.user]).toEqual(['signed-in', 'sari@siswa.example']);
  });

  it('whose token was not seen has a lane of its own, as a refresh has', () => {
    const timeline = timelineOf(unread, refresh(10, { status: 401 }), call(20, null, PROFILE));
    expect(kinds(timeline)).toEqual(['sign-ins', 'no-token']);
    expect(timeline.rows.map(({ marks }) => marks.map(({ shape }) => shape))).toEqual([
      ['signed-in', 'refresh-failed'],
      ['accepted'],
    ]);
  });

  it.each([
    ['login', 401, 'INVALID_CREDENTIALS'],
    ['login', 400, 'VALIDATION_ERROR'],
    ['register', 409, 'EMAIL_EXISTS'],
  ])('%s that was answered %d has signed nobody in', (path, status, code) => {
    const body = JSON.stringify({ success: false, error: { code, message: 'No' } });
    const failed = call(0, null, `/api/auth/v2/${path}`, { method: 'POST', status, body });
    expect(shapes(timelineOf(failed))).not.toContain('signed-in');
  });
});

describe('the other lanes', () => {
  it('show a socket in parts, one per token it sent', () => {
    const [first, second] = [ending(600), ending(4000)];
    const timeline = timelineOf(
      socket(0, 'open'),
      authenticate(1, first),
      authenticated(2),
      authenticate(500, second),
      authenticated(501),
      socket(900, 'close'),
    );
    const [span] = timeline.rows
      .flatMap(({ spans }) => spans)
      .filter(({ kind }) => kind === 'socket');
    const parts = span?.kind === 'socket' ? span.parts : [];
    expect(parts.map(({ from, to }) => [sinceNoon(from), sinceNoon(to)])).toEqual([
      [1, 500],
      [500, 900],
    ]);
    expect(new Set(parts.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it('show a job from submit to its refusal, and lead to that', () => {
    const token = ending(60);
    const submit = call(0, token, '/api/assessment/submit', {
      method: 'POST',
      status: 202,
      body: '{"success":true,"data":{"jobId":"job-1"}}',
    });
    const timeline = timelineOf(
      submit,
      call(10, token),
      call(70, token, undefined, { refused: true }),
    );
    const spans = timeline.rows.flatMap((row) => row.spans).filter(({ kind }) => kind === 'job');
    expect(spans).toMatchObject([
      { result: 'fail', from: NOON_MS, row: timeline.marks.at(-1)?.id },
    ]);
  });

  it('show where a job failed, though it was polled on, and how far it was followed', () => {
    const token = ending(60);
    const submit = call(0, token, '/api/assessment/submit', {
      method: 'POST',
      status: 202,
      body: '{"success":true,"data":{"jobId":"job-1"}}',
    });
    const ends = (...polls: Observation[]) => {
      const spans = timelineOf(submit, ...polls).rows.flatMap((row) => row.spans);
      return spans.flatMap((span) =>
        span.kind === 'job' ? [[span.endedAt, span.to].map(sinceNoon)] : [],
      );
    };
    const refusal = call(70, token, undefined, { refused: true });
    const [[failedAt, to] = []] = ends(refusal, call(80, ending(4000)));
    expect(failedAt).toBe(70);
    expect(to).toBeGreaterThanOrEqual(80);
    expect(ends(call(10, token))[0]?.[0]).toBeNull();
  });

  it('show what was sent without a token, and nothing of the page’s own', () => {
    const timeline = timelineOf(
      page(0),
      call(1, null, 'https://futureguide.id/favicon.ico'),
      call(2, null, '/api/auth/profile', { status: 401 }),
    );
    expect(timeline.lanes.map(({ kind }) => kind)).toEqual(['no-token']);
    expect(shapes(timeline)).toEqual(['rejected']);
  });
});

describe('what is shown at first', () => {
  const shown = (timeline: Timeline, now: number) => {
    const range = rangeOf({ kind: 'requests' }, timeline, NOON_MS + now * 1000);
    return { from: sinceNoon(range?.from ?? null) ?? 0, to: sinceNoon(range?.to ?? null) ?? 0 };
  };

  it('begins with the first request, though a socket was open before', () => {
    const story = [socket(-1000, 'open'), call(0, ending(3000)), call(10, ending(3000))];
    expect(shown(timelineOf(...story), 10).from).toBeGreaterThan(-2);
  });

  it('reaches to the end of the token in use and to now, once it has expired', () => {
    const timeline = timelineOf(call(0, ending(60)), call(1, ending(60)));
    expect(shown(timeline, 59).to).toBeLessThan(5);
    expect(shown(timeline, 61).to).toBeGreaterThan(61);
    // A night later the requests are still told apart.
    expect(shown(timeline, 40_000).to).toBeLessThan(200);
  });

  it('reaches to the end of no token that another has replaced', () => {
    const timeline = timelineOf(call(0, ending(60)), call(1, ending(3600)));
    expect(shown(timeline, 61).to).toBeLessThan(5);
  });
});
