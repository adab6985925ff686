import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../../src/core/report/document/html.ts';
import { DATA_TAG, reportBytesIn } from '../../../../src/core/report/document/packed.ts';
import { openFile } from '../../../../src/core/report/opened-file.ts';
import { withoutPeople } from '../../../../src/core/report/without-people.ts';
import { API, FIRST, INCIDENT, reportTelling } from '../report-world.ts';
import { IN_ENGLISH, IN_INDONESIAN, longReport, reportWithSender } from './documents.ts';

const incident = () => reportTelling(...INCIDENT);

async function openAgain(html: string) {
  const bytes = await reportBytesIn(new TextEncoder().encode(html));
  return openFile(bytes, 'file 1', () => true);
}

/** The text that a reader sees. */
const textOf = (html: string) =>
  html
    .slice(html.indexOf('<body>'), html.indexOf(DATA_TAG))
    .replaceAll('<wbr>', '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/\n+/g, '\n');

describe('the HTML report', () => {
  it('tells what happened in order, in plain words, with causes, evidence and what to do', async () => {
    const text = textOf(await htmlReport(incident(), IN_ENGLISH));
    const wanted = [
      'Signed in: person-1. When the recording ended, the token that the app sent last was good for another 59 min',
      'Of 6 requests, 1 refused.',
      'UTC\nSigned in: person-1.',
      'An assessment was submitted.',
      'One request. Refused: the token had expired 1.4 s before it was sent.',
      'The app got a new token.',
      'Requests are accepted again.',
      'Refused requests',
      'GET /api/assessment/status/',
      '(certain)',
      'The token had expired 1.4 s before it was sent, by both clocks',
      'What explains the refusals',
      'What else was seen',
      'An expired token was sent and refused',
      'It is about refusals that are explained above.',
      'What to do: Refresh before the token expires',
      'Firefox 140',
      'id-ID',
      'Asia/Jakarta',
    ];
    const places = wanted.map((words) => text.indexOf(words));
    expect(wanted.filter((_, index) => places[index] === -1)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const title = 'A token ran out although it could have been refreshed';
    expect(text).toContain(`What is behind it: “${title}”. This explains the one refusal.`);
    expect(text).toMatch(
      new RegExp(`explains the refusals\\n${title}[^]*\\nThis explains the one refusal. \\nr4\\n`),
    );
  });

  it('names the code that sent what was refused, where the browser recorded it', async () => {
    const html = await htmlReport(reportWithSender('<b>poll'), IN_ENGLISH);
    expect(html).toContain('<span class="subtle">&lt;b&gt;poll in monitor.js:41</span>');
    const indonesian = textOf(await htmlReport(reportWithSender(''), IN_INDONESIAN));
    expect(indonesian).toContain('(anonymous) di monitor.js:41');
  });

  it('speaks Indonesian', async () => {
    const html = await htmlReport(incident(), IN_INDONESIAN);
    expect(html).toContain('<html lang="id">');
    expect(textOf(html)).toContain('Aplikasi mendapat token baru.');
  });

  it('asks nothing of any network and runs nothing', async () => {
    const html = await htmlReport(incident(), IN_ENGLISH);
    expect(html).not.toMatch(/\s(?:src|srcset|action|style|on\w+)=/);
    expect(html).not.toMatch(/url\(|@import|<(?:link|iframe|img|object|embed|form|base)\b/);
    expect(
      [...html.matchAll(/href="([^"]*)"/g)].filter(([, to = '']) => !to.startsWith('#')),
    ).toEqual([]);
    expect(html.match(/<script[^>]*>/g)).toEqual([DATA_TAG]);
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(html) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
  });

  it('draws what was recorded as text', async () => {
    const attack = '"><img/src=x onerror=alert(1)></script><style>*{}</style>';
    const report = reportTelling(...INCIDENT, {
      at: 16_000,
      url: `${API}/api/auth/profile/'${attack}`,
      authorization: `Bearer ${FIRST}`,
      status: 401,
      body: JSON.stringify({ success: false, error: 'INVALID_TOKEN', message: attack }),
    });
    const html = await htmlReport(
      { ...report, source: { ...report.source, kind: 'panel' } },
      IN_ENGLISH,
    );
    expect(html.replaceAll('<wbr>', '')).toContain('&lt;img/src=x');
    expect(html).not.toContain('<img');
    expect(html.match(/<style>/g)).toHaveLength(1);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
  });

  it('gives people numbers, in what is read and in what is carried', async () => {
    const report = incident();
    expect(JSON.stringify(report)).toContain('@siswa.example');
    const html = await htmlReport(report, IN_ENGLISH);
    expect(html).not.toContain('siswa.example');
    expect(textOf(html)).toContain(
      'People are called by numbers here, each by the same one throughout.',
    );
    expect(await openAgain(html)).toEqual({ kind: 'report', report: withoutPeople(report) });
    expect(JSON.stringify(withoutPeople(report))).not.toContain('siswa.example');
  });

  it('names them where that was chosen, and says so', async () => {
    const report = incident();
    report.source.realNames = true;
    const html = await htmlReport(report, IN_ENGLISH);
    expect(textOf(html)).toContain('This report shows people’s real names.');
    expect(textOf(html)).toContain('@siswa.example');
    expect(await openAgain(html)).toEqual({ kind: 'report', report });
  });

  it('is small for 10 000 requests, and carries them all', async () => {
    const report = longReport(10_000);
    const html = await htmlReport(report, IN_ENGLISH);
    const data = html.slice(html.indexOf(DATA_TAG), html.indexOf('</script>'));
    expect(html.length - data.length).toBeLessThan(300_000);
    expect(html.length).toBeLessThan(1_000_000);
    const opened = await openAgain(html);
    expect(opened.kind === 'report' && opened.report.requests.length).toBe(10_006);
  });

  it('says so where its data would be too large to be carried', async () => {
    const report = incident();
    const [first] = report.requests;
    if (!first) throw new Error('no request');
    // What cannot be compressed: the digits of a hash in each row.
    report.requests = Array.from({ length: 9_000 }, (_, index) => {
      const digits = createHash('sha512').update(String(index)).digest('hex');
      return { ...first, url: `${API}/${digits}` as typeof first.url };
    });
    const html = await htmlReport(report, IN_ENGLISH);
    expect(html.length).toBeLessThan(1_000_000);
    expect(html).not.toContain(DATA_TAG);
    expect(html).toContain('There are too many requests for this file to carry');
  });
});

describe('the data in an HTML report', () => {
  it('is left alone in files that are no HTML', async () => {
    const bytes = new TextEncoder().encode(`{"log": "${DATA_TAG}"}`);
    expect(await reportBytesIn(bytes)).toBe(bytes);
  });

  it.each(['', '!!!!', 'H4sIAAAAAAAAA6tWKkktLlGyUlAqS8wpTtVRKkgsLgEA', 'H4sI'])(
    'that is broken (%s) makes no report',
    async (data) => {
      const html = `<!doctype html>${DATA_TAG}${data}</script>`;
      expect(await openAgain(html)).toMatchObject({
        kind: 'problem',
        problem: { kind: 'not-json' },
      });
    },
  );
});
