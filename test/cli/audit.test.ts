import { describe, expect, it } from 'vitest';
import { chromeSanitised, fileOf, PRODUCERS, plainEntry } from '../core/har/har-producers.ts';
import { API, FIRST, INCIDENT, socketEntry } from '../core/report/report-world.ts';
import { auditOf, type FakeFile, run } from './run.ts';

const [chrome] = PRODUCERS;
const INCIDENT_HAR = chrome?.write(INCIDENT) ?? '';
const file = (...entries: Parameters<typeof fileOf>[0]) => JSON.stringify(fileOf(entries));
const ESCAPE = '\u001b';
/** How wide each line is on a terminal without colours. */
const widths = (text: string) => text.split('\n').map((line) => [...line].length);

describe('an unusable file', () => {
  it.each<[string, FakeFile, RegExp]>([
    ['missing', { code: 'ENOENT' }, /^a\.har does not exist\.\n$/],
    ['a directory', { code: 'EISDIR' }, /^a\.har is a directory, not a HAR file\.\n$/],
    ['not allowed', { code: 'EACCES' }, /^a\.har may not be read by you\.\n$/],
    [
      'too large for a buffer',
      { code: 'ERR_FS_FILE_TOO_LARGE' },
      /^a\.har is too large .* MB\.\n$/,
    ],
    ['too large for a text', { code: 'ERR_STRING_TOO_LONG' }, /^a\.har is too large .* MB\.\n$/],
    ['broken otherwise', { code: 'EIO' }, /^a\.har cannot be read \(EIO\)\.\n$/],
    ['empty', '', /^a\.har is empty\.\n$/],
    [
      'cut off',
      '{"log":\n{"eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
      /^a\.har ends in the middle of its JSON, in line 2, column \d+; perhaps it was cut off\.\n$/,
    ],
    ['no JSON', '<eyJhbGciOiJSUzI1NiJ9>', /^a\.har is not JSON: .* in line 1, column 1\.\n$/],
    ['almost JSON', '{"a":\n  NaN}', /^a\.har is not JSON: line 2, column 3 has NaN, .*\.\n$/],
    ['no HAR', '[1]', /^a\.har is JSON but not a HAR: it has no log\.entries\.\n$/],
  ])('that is %s gets one sentence and 2', (_what, content, sentence) => {
    const { exit, out, err } = auditOf(content);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(err).not.toContain('eyJ');
  });

  it('spoils the whole run, and is named', () => {
    const files = { 'good.har': INCIDENT_HAR, 'bad.har': 'x' };
    const { exit, out, err } = run(['audit', 'good.har', 'bad.har'], { files });
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(/^bad\.har is not JSON/);
  });
});

describe('encodings', () => {
  it.each<[string, (text: string) => Uint8Array]>([
    ['UTF-8 with BOM', (text) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 LE', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 BE', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('%s is read', (_name, encode) => {
    const { exit, out } = auditOf(encode(INCIDENT_HAR), '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(out).requests.length).toBe(INCIDENT.length);
  });
});

describe('--json', () => {
  it('writes the report and nothing else', () => {
    const { exit, out, err } = auditOf(INCIDENT_HAR, '--json');
    expect([exit, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      schema: 1,
      tool: { name: 'futureguide-tokens', version: '1.2.3' },
      source: { kind: 'har', names: ['a.har'] },
    });
    expect(Object.keys(JSON.parse(out))).toEqual([
      ...['schema', 'tool', 'source', 'clock', 'credentials', 'requests', 'sockets'],
      ...['refreshes', 'jobs', 'findings', 'health'],
    ]);
  });

  it('makes one recording of several files, in order of start, ties in order of files', () => {
    const at = (ms: number, n: string) => plainEntry({ at: ms, url: `${API}/api/x?n=${n}` });
    const files = {
      'one.har': file(at(10, 'b'), at(30, 'd'), { ...at(0, 'y'), startedDateTime: '?' }),
      'two.har': file({ ...at(0, 'z'), startedDateTime: null }, at(5, 'a'), at(10, 'c')),
    };
    const { out } = run(['audit', 'one.har', 'two.har', '--json'], { files });
    const report = JSON.parse(out);
    const order = report.requests.map(({ url }: { url: string }) => url.at(-1));
    expect(order.join('')).toBe('abcdyz');
    expect(report.source.names).toEqual(['one.har', 'two.har']);
  });

  it('takes other hosts where it is told to', () => {
    const text = file(plainEntry({ url: 'http://localhost:3000/api/x' }), plainEntry({}));
    const count = (...args: string[]) =>
      JSON.parse(auditOf(text, '--json', ...args).out).requests.length;
    expect([count(), count('--host', 'localhost:3000'), count('--host', '*')]).toEqual([1, 2, 2]);
  });

  it.each(PRODUCERS)('holds no secret of a file of $name', ({ write }) => {
    const { out } = auditOf(write(INCIDENT), '--json');
    const text = auditOf(write(INCIDENT)).out;
    for (const secret of [FIRST, 'correct horse 7', 'AMf-first', 'AMf-second', 's3cr3tSession000'])
      expect(out + text).not.toContain(secret);
  });
});

describe('--html', () => {
  const html = (...args: string[]) =>
    run(['audit', 'a.har', '--html', 'out.html', ...args], { files: { 'a.har': INCIDENT_HAR } });

  it('writes one page into the file and nothing to standard output', () => {
    const { exit, out, err, written } = html();
    expect([exit, out, err, [...written.keys()]]).toEqual([0, '', '', ['out.html']]);
    const page = written.get('out.html') ?? '';
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('The app got a new token.');
    expect(page).not.toContain('siswa.example');
    expect(page).not.toContain('correct horse 7');
  });

  it('makes a page that compare reads as it reads the HAR', () => {
    const page = html().written.get('out.html') ?? '';
    const files = { 'a.har': INCIDENT_HAR, 'out.html': page };
    const same = run(['compare', 'a.har', 'out.html'], { files });
    expect(same).toMatchObject({ exit: 0, err: '' });
    expect(same.out).toContain('no difference that chance does not explain');
  });

  it('gates as well, and says where it cannot write', () => {
    expect(html('--fail-on', 'expired').exit).toBe(1);
    const locked = run(['audit', 'a.har', '--html', 'locked/a.html'], {
      files: { 'a.har': INCIDENT_HAR },
    });
    expect(locked).toMatchObject({
      exit: 2,
      err: 'locked/a.html cannot be written: that is not allowed to you.\n',
    });
  });

  it.each(['a.har', './a.har'])('is never written over what it is made of: %s', (out) => {
    const { exit, err, written } = auditOf(INCIDENT_HAR, '--html', out);
    expect([exit, [...written.keys()]]).toEqual([2, []]);
    expect(err).toBe(`${out} would be written over; --html takes another place.\n`);
  });
});

describe('--markdown', () => {
  it('writes the report for a ticket', () => {
    const { exit, out } = auditOf(INCIDENT_HAR, '--markdown');
    expect(exit).toBe(0);
    expect(out).toMatch(/^### Token report\n/);
    expect(out).not.toContain('siswa.example');
  });
});

describe('--profile', () => {
  const elsewhere = INCIDENT_HAR.replaceAll('api.futureguide.id', 'localhost:3000');
  const audit = (profile: FakeFile) =>
    run(['audit', 'a.har', '--json', '--profile', 'p.json'], {
      files: { 'a.har': elsewhere, 'p.json': profile },
    });

  it('judges the requests to its hosts', () => {
    const own = { profile: 1, hosts: ['localhost:3000'], apiBase: 'https://localhost:3000' };
    const { exit, out } = audit(JSON.stringify(own));
    expect(exit).toBe(0);
    const { requests, refreshes } = JSON.parse(out);
    expect(requests).toHaveLength(INCIDENT.length);
    expect(requests[3]).toMatchObject({ cause: 'expired', code: 'INVALID_TOKEN' });
    expect(refreshes).toHaveLength(1);
  });

  it.each<[string, FakeFile, RegExp]>([
    ['is missing', { code: 'ENOENT' }, /^p\.json does not exist\.\n$/],
    ['is no JSON', 'x', /^p\.json is not JSON\.\n$/],
    ['has no hosts', '{"profile":1}', /^p\.json is no profile: hosts is missing/],
  ])('that %s is answered by a sentence', (_what, profile, sentence) => {
    const { exit, out, err } = audit(profile);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
  });
});

describe('--fail-on', () => {
  it('is 1 when a flag, a cause or a finding was found, and says which', () => {
    const { exit, err } = auditOf(INCIDENT_HAR, '--fail-on', 'sent-expired,invalid-token,missing');
    expect(exit).toBe(1);
    expect(err).toBe('Found sent-expired (1), invalid-token (1).\n');
    expect(auditOf(INCIDENT_HAR, '--fail-on', 'expired').exit).toBe(1);
    expect(auditOf(INCIDENT_HAR, '--fail-on', 'expired-token-sent').exit).toBe(1);
  });

  it('is 0 when none of them was', () => {
    expect(auditOf(INCIDENT_HAR, '--fail-on', 'missing,tampered,two-users')).toMatchObject({
      exit: 0,
      err: '',
    });
  });

  it('looks at sockets too', () => {
    const text = file(socketEntry(FIRST));
    expect(auditOf(text, '--fail-on', 'invalid-token').exit).toBe(1);
  });

  it('finds nothing in a sanitised file that it does not show', () => {
    const text = chromeSanitised.write([{ status: 401 }]);
    expect(auditOf(text, '--fail-on', 'missing,sent-expired').exit).toBe(0);
    expect(auditOf(text, '--fail-on', 'unknown').exit).toBe(1);
  });
});

describe('a gate on a file in which nothing can be judged', () => {
  const GATE = ['--fail-on', 'sent-expired,expired'];
  const elsewhere = file(plainEntry({ url: 'https://a.example/api/x' }));

  it.each<[string, string, RegExp]>([
    [
      'sanitised',
      chromeSanitised.write([{ status: 200 }, { status: 401 }]),
      /^Not judged: a\.har: .*without the headers that carry tokens.*Chrome 130.*\n$/,
    ],
    ['with no entry', file(), /^Not judged: a\.har has no request to the service in it.*\n$/],
    ['of other hosts', elsewhere, /^Not judged: a\.har has no request .*--host.*\n$/],
  ])('says so, and fails with --strict: %s', (_what, text, line) => {
    expect(auditOf(text, ...GATE)).toMatchObject({ exit: 0, err: expect.stringMatching(line) });
    expect(auditOf(text, ...GATE, '--strict')).toMatchObject({ exit: 2 });
    expect(auditOf(text, '--strict')).toMatchObject({ exit: 2, err: expect.stringMatching(line) });
    expect(auditOf(text, '--json').err).toBe('');
  });

  it('still finds what is in it', () => {
    const refused = chromeSanitised.write([{ status: 401 }]);
    const { exit, err } = auditOf(refused, '--fail-on', 'invalid-token', '--strict');
    expect(exit).toBe(1);
    expect(err).toMatch(/^Not judged: .*\nFound invalid-token \(1\)\.\n$/);
  });

  it('names each such file beside a good one', () => {
    const files = { 'good.har': INCIDENT_HAR, 'none.har': file() };
    const gate = (...more: string[]) =>
      run(['audit', 'good.har', 'none.har', '--fail-on', 'tampered', ...more], { files });
    expect(gate()).toMatchObject({ exit: 0, err: expect.stringMatching(/^Not judged: none\.har/) });
    expect(gate('--strict').exit).toBe(2);
  });

  it('is quiet of a file that was judged', () => {
    expect(auditOf(INCIDENT_HAR, '--fail-on', 'tampered', '--strict')).toMatchObject({
      exit: 0,
      err: '',
    });
  });
});

describe('a sanitised file', () => {
  const refusedAt = (at: number) => ({ at, status: 401 });
  const [login] = INCIDENT;
  const report = (...exchanges: Parameters<typeof chromeSanitised.write>[0]) =>
    JSON.parse(auditOf(chromeSanitised.write(exchanges), '--json').out);
  const refusal = (...exchanges: Parameters<typeof chromeSanitised.write>[0]) =>
    report(...exchanges).requests.at(-1);

  it('says how to export with headers before all else', () => {
    const { out } = auditOf(chromeSanitised.write([refusedAt(0)]));
    expect(out).toMatch(/^a\.har: This HAR was saved without the headers/);
  });

  it('infers from the login which token had run out, and never that none was sent', () => {
    expect(login && refusal(login, refusedAt(11_000))).toMatchObject({
      validity: 'unknown',
      cause: 'unknown',
      certainty: 'possible',
      evidence: [
        {
          id: 'inferred-expired',
          text: expect.stringMatching(
            /^t1, issued at 04:00:10 UTC for 1 h, had expired .* before, if it was .* not recorded/,
          ),
          values: { token: 't1', secondsLeft: expect.any(Number) },
        },
        { id: 'answer' },
      ],
    });
  });

  it('infers from the last refresh which one was in force', () => {
    const [first] = refusal(...INCIDENT, refusedAt(20_000)).evidence;
    expect(first).toMatchObject({
      id: 'inferred-valid',
      text: expect.stringMatching(/had 59 min 51 s left, if it was the one sent/),
    });
  });

  it('infers nothing where nothing was issued before', () => {
    expect(refusal(refusedAt(0)).evidence[0].id).toBe('header-left-out');
  });
});

describe('the table', () => {
  it('has a row for each request, findings, jobs and the health line', () => {
    const { out } = auditOf(INCIDENT_HAR);
    expect(out).toMatch(
      /^r4 +05:00:11 GET +\S+job-1 +401 t1 +-1\.5s +expired \((certain|likely)\)$/m,
    );
    expect(out).toMatch(/expired-token-sent/);
    expect(out).toMatch(/^FAIL job-1/m);
    expect(out).toMatch(/Health: 6 requests/);
  });

  it('fits into 100 columns, whatever it shows', () => {
    const long = 'é-very-long-segment-'.repeat(20);
    const text = file(
      ...INCIDENT.map(plainEntry),
      plainEntry({ url: `${API}/api/${long}/${long}`, method: 'PROPPATCHED', status: 401 }),
      plainEntry({ status: 401, body: JSON.stringify({ error: 'X', message: long }) }),
      socketEntry(FIRST),
    );
    expect(Math.max(...widths(auditOf(text).out))).toBeLessThanOrEqual(100);
  });

  it('has colours on a terminal only, and not where NO_COLOR is set', () => {
    const files = { 'a.har': INCIDENT_HAR };
    const args = ['audit', 'a.har'];
    expect(run(args, { files }).out).not.toContain(ESCAPE);
    expect(run(args, { files, isTerminal: true }).out).toContain(`${ESCAPE}[31m`);
    expect(run(args, { files, isTerminal: true, env: { NO_COLOR: '1' } }).out).not.toContain(
      '\u001b',
    );
    expect(run([...args, '--json'], { files, isTerminal: true }).out).not.toContain(ESCAPE);
  });

  it('lets no recorded text rule the terminal', () => {
    const message = '\u001b[2J\u202egone\u0007';
    const body = JSON.stringify({ error: { code: 'UNAUTHORIZED', message } });
    const text = file(plainEntry({ status: 401, body, method: '\u001b[31mGET' }));
    expect(
      [...auditOf(text).out].filter((one) => /[\p{Cc}\p{Cf}]/u.test(one) && one !== '\n'),
    ).toEqual([]);
  });

  it('says so when there is nothing to show', () => {
    expect(auditOf(file()).out).toContain('No request to the service is in it');
  });
});
