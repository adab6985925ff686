import { describe, expect, it } from 'vitest';
import { type DocumentContext, documentOf } from '../../../../src/core/report/document/document.ts';
import { htmlReport } from '../../../../src/core/report/document/html.ts';
import type { Exchange } from '../../har/har-producers.ts';
import { v2Token } from '../../token/tokens.ts';
import { API, FIRST, INCIDENT, NOON_S, reportTelling, SECOND } from '../report-world.ts';
import { IN_ENGLISH, IN_INDONESIAN } from './documents.ts';

const told = (exchanges: readonly Exchange[], context: DocumentContext = IN_ENGLISH) =>
  documentOf(reportTelling(...exchanges), context);
const storyOf = (...exchanges: Exchange[]) => told(exchanges).story.map(({ sentence }) => sentence);

const refused = (at: number, token: string): Exchange => ({
  at,
  authorization: `Bearer ${token}`,
  status: 401,
});
const logout = (at: number, token: string): Exchange => ({
  at,
  method: 'POST',
  url: `${API}/api/auth/logout`,
  authorization: `Bearer ${token}`,
});

describe('where a report begins', () => {
  it('says that the service had refused a token that is good by its own dates', () => {
    const [state] = told([...INCIDENT, refused(16_000, SECOND)]).headline;
    expect(state).toBe(
      'Last signed in: person-1. When the recording ended, the service had refused the token that the app sent last.',
    );
  });

  it('names the newer token that was there when an old one was sent', () => {
    const exchanges = [...INCIDENT.slice(0, -1), refused(16_000, FIRST)];
    const { headline } = told(exchanges);
    expect(headline[0]).toMatch(
      /^Signed in: person-1\. .* had been expired for \d s\. A newer token, good for another 59 min .* s, had been issued\.$/,
    );
    expect(told(exchanges, IN_INDONESIAN).headline[0]).toMatch(
      /^Login: person-1\. .* Sudah ada token yang lebih baru, yang masih berlaku 59 menit/,
    );
  });

  it('knows the newer token by the refresh that brought it, too', () => {
    const report = reportTelling(...INCIDENT.slice(0, -1), refused(16_000, FIRST));
    for (const token of report.credentials) delete token.replacedBy;
    expect(documentOf(report, IN_ENGLISH).headline[0]).toContain('A newer token, good for');
  });

  it('tells what is behind the refusal that it has just told, not behind another', () => {
    const { headline, findings } = told([...INCIDENT.slice(0, -1), refused(12_500, FIRST)]);
    expect(findings[0]?.finding.code).toBe('refresh-missing');
    expect(headline.at(-1)).toContain('sent again after a refresh, still with the old token');
  });

  it('does not tell what is behind others after a refusal that nothing explains', () => {
    const { headline } = told([...INCIDENT, refused(16_000, SECOND)]);
    expect(headline.at(-2)).toMatch(/^What is behind it: “.*”\. This explains 1 of the 2/);
    expect(headline.at(-1)).toContain('the reason cannot be seen from here');
  });

  it('says that no token was refused', () => {
    const forbidden = { at: 13_000, authorization: `Bearer ${SECOND}`, status: 403 };
    expect(told([{ at: 12_000, authorization: `Bearer ${SECOND}` }, forbidden]).headline).toEqual([
      expect.stringMatching(/^Signed in: person-1\. .* good for another 59 min/),
      'No token was refused.',
    ]);
  });

  it('says who was signed in last where the user had signed out', () => {
    expect(told([...INCIDENT, logout(17_000, SECOND)]).headline[0]).toBe(
      'Last signed in: person-1. When the recording ended, the user had signed out.',
    );
  });

  it('knows a sign-in after which no token was sent', () => {
    const [login] = INCIDENT;
    if (!login) throw new Error('no login');
    const report = told([
      { at: -2_000, authorization: `Bearer ${FIRST}` },
      logout(-1_000, FIRST),
      login,
    ]);
    expect(report.headline[0]).toBe('Signed in: person-1.');
  });
});

describe('what happened', () => {
  it('names who signed in and who signed out, and ends its sentences', () => {
    expect(storyOf(...INCIDENT, logout(17_000, SECOND))).toEqual(
      expect.arrayContaining([
        'Signed in: person-1.',
        'Signed out: person-1.',
        'Assessment job-1: failed.',
      ]),
    );
  });

  it('has one time for what happened within one second', () => {
    const { story } = told([
      refused(11_100, FIRST),
      refused(11_200, FIRST),
      refused(11_300, FIRST),
    ]);
    expect(story[0]).toMatchObject({
      until: null,
      sentence: expect.stringContaining('3 requests.'),
    });
  });
});

const textOf = (html: string) => html.replaceAll('<wbr>', '').replace(/<[^>]*>/g, ' ');

describe('the tables of a report', () => {
  it('list the reasons that cannot be seen once', async () => {
    const report = reportTelling(
      { at: 13_000, authorization: `Bearer ${SECOND}` },
      refused(100_000, SECOND),
      refused(101_000, SECOND),
    );
    const text = textOf(await htmlReport(report, IN_ENGLISH));
    expect(text.match(/It may be revoked/g)).toHaveLength(1);
    expect(text).toContain('Possible reasons as above (r2)');
    expect(textOf(await htmlReport(report, IN_INDONESIAN))).toContain(
      'Kemungkinan alasannya sama seperti di atas (r2)',
    );
  });

  it('say whose each token is, and of which it is an altered copy', () => {
    const altered = `${SECOND.slice(0, SECOND.indexOf('.') + 1)}${v2Token(NOON_S + 12, 3_600, { role: 'admin' }).split('.')[1]}.${SECOND.split('.')[2]}`;
    const { tokens } = told([
      { at: 13_000, authorization: `Bearer ${SECOND}` },
      refused(14_000, altered),
    ]);
    expect(tokens.map(({ value }) => value)).toEqual([
      expect.stringMatching(/^person-1; [^;]*$/),
      expect.stringMatching(/^person-1; [^;]*; It carries the signature of t1 over another/),
    ]);
  });

  it('break a path only at its parts, and leave out rows that count nothing', async () => {
    const html = await htmlReport(reportTelling(refused(11_000, FIRST)), IN_ENGLISH);
    expect(html).toContain('<code>GET <wbr>/api<wbr>/assessment<wbr>');
    expect(textOf(html)).not.toContain('0 of 0 succeeded');
  });
});

describe('the timeline of a report', () => {
  const altered = `${SECOND.slice(0, SECOND.indexOf('.') + 1)}${v2Token(NOON_S + 12, 3_600, { role: 'admin' }).split('.')[1]}.${SECOND.split('.')[2]}`;

  it('draws a token that was never accepted unlike a good one, and says so', async () => {
    const html = await htmlReport(
      reportTelling({ at: 13_000, authorization: `Bearer ${SECOND}` }, refused(14_000, altered)),
      IN_ENGLISH,
    );
    expect(html.match(/<rect class="life"/g)).toHaveLength(1);
    expect(html.match(/<rect class="never"/g)).toHaveLength(1);
    expect(html).toContain('broken: never accepted');
  });

  it('is as long as what was recorded, with no time cut at its edge', async () => {
    const html = await htmlReport(
      reportTelling(...[0, 1_000, 2_000].map((at) => refused(11_000 + at, FIRST))),
      IN_ENGLISH,
    );
    const lines = [...html.matchAll(/<line x1="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(Math.max(...lines)).toBeGreaterThan(900);
    const labels = [...html.matchAll(/<text x="([\d.]+)" y="12">/g)].map(([, x]) => Number(x));
    expect(Math.max(...labels)).toBeLessThan(940);
  });
});
