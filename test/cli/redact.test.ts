import { describe, expect, it } from 'vitest';
import { chromeSanitised, fileOf, PRODUCERS, plainEntry } from '../core/har/har-producers.ts';
import { API, FIRST, INCIDENT, socketEntry } from '../core/report/report-world.ts';
import { simulate } from '../simulation/session.ts';
import { writeHar } from '../simulation/writer-har.ts';
import { auditOf, type RunOptions, run } from './run.ts';

const [chrome] = PRODUCERS;
const INCIDENT_HAR = chrome?.write(INCIDENT) ?? '';
const SECRETS = /correct horse 7|AMf-first|AMf-second|s3cr3tSession000|sari@siswa/;
const file = (...entries: Parameters<typeof fileOf>[0]) => JSON.stringify(fileOf(entries));

const redact = (text: string, ...args: string[]) =>
  run(['redact', 'a.har', ...args], { files: { 'a.har': text } });
const check = (text: string) => redact(text, '--check');

/** All that an audit reports, but for people, who have become numbers, and what is masked in it. */
function audited(text: string): unknown {
  const { requests, findings, jobs, health, clock, refreshes, sockets } = JSON.parse(
    auditOf(text, '--json').out,
  );
  const said = JSON.stringify({ requests, findings, jobs, health, clock, refreshes, sockets });
  return JSON.parse(
    said.replace(/[\w.+-]+(@|%40)[\w.-]+/g, 'person').replace(/(eyJ)?…(·[0-9a-f]{8})?/g, '…'),
  );
}

describe('redact', () => {
  it('writes a HAR without secrets to standard output, and says on the other what it did', () => {
    const { exit, out, err } = redact(INCIDENT_HAR);
    expect(exit).toBe(0);
    expect(JSON.parse(out).log.entries).toHaveLength(INCIDENT.length);
    expect(out).not.toMatch(SECRETS);
    expect(out).not.toContain(FIRST);
    expect(err).toMatch(
      /^a\.har: 6 requests\. Replaced: \d+ signatures of tokens, \d+ secrets, \d+ things? about people\. Left out: .*\.\n$/,
    );
  });

  it('writes to the file that -o names', () => {
    const { exit, out, written } = redact(INCIDENT_HAR, '-o', 'b.har');
    expect([exit, out, [...written.keys()]]).toEqual([0, '', ['b.har']]);
    expect(written.get('b.har')).not.toMatch(SECRETS);
    const intoFolder = run(['redact', 'in/a.har', '-o', 'out'], {
      files: { 'in/a.har': INCIDENT_HAR },
      folders: ['out'],
    });
    expect([...intoFolder.written.keys()]).toEqual(['out/a.har']);
  });

  it('takes the hosts of the profile of another service, and its words', () => {
    const own = { profile: 1, hosts: ['localhost:3000'], apiBase: 'https://localhost:3000' };
    const files = {
      'a.har': INCIDENT_HAR.replaceAll('api.futureguide.id', 'localhost:3000'),
      'p.json': JSON.stringify(own),
    };
    const { exit, out } = run(['redact', 'a.har', '--profile', 'p.json'], { files });
    expect(exit).toBe(0);
    expect(JSON.parse(out).log.entries).toHaveLength(INCIDENT.length);
    expect(out).not.toMatch(SECRETS);
    expect(out).toContain('INVALID_TOKEN');
    expect(run(['redact', 'a.har'], { files }).err).toMatch(/no request to the service/);
    expect(run(['redact', 'a.har', '--profile', 'q.json'], { files })).toMatchObject({
      exit: 2,
      err: 'q.json does not exist.\n',
    });
  });

  it('says what it does not understand and leaves out', () => {
    const elsewhere = plainEntry({ url: 'https://a.example/x' });
    const html = plainEntry({ body: '<html><p>Sari</p></html>' });
    const note = plainEntry({ body: '{"data":{"essay":"long ago"}}' });
    expect(redact(file(elsewhere, html, note)).err).toMatch(
      /Left out: 1 unknown field, 1 body that is not understood, 1 entry to other hosts\.\n$/,
    );
  });

  it('has the same number for a person in all files, and one file’s secrets in none', () => {
    const login = {
      method: 'POST',
      url: `${API}/api/auth/v2/login`,
      requestBody: '{"email":"budi@people.example","password":"correct horse 7"}',
      body: '{"success":true,"data":{"displayName":"Budi Santoso"}}',
    };
    const echo = {
      body: '{"message":"correct horse 7 is wrong","data":{"full_name":"Budi Santoso"}}',
    };
    const sari = { body: '{"data":{"name":"Sari"}}' };
    const files = {
      'one.har': file(plainEntry(login)),
      'two.har': file(...[sari, echo].map(plainEntry)),
    };
    const { exit, written } = run(['redact', 'one.har', 'two.har', '-o', 'out'], { files });
    expect(exit).toBe(0);
    const body = (name: string, index: number) =>
      JSON.parse(
        JSON.parse(written.get(`out/${name}`) ?? '').log.entries[index].response.content.text,
      ).data;
    expect(body('two.har', 1).full_name).toBe(body('one.har', 0).displayName);
    expect(body('two.har', 0).name).not.toBe(body('one.har', 0).displayName);
    expect([...written.values()].join('')).not.toMatch(/correct horse|Budi|budi@/);
  });

  it.each<[string, string[], RunOptions, RegExp]>([
    ['nowhere to write several', ['a.har', 'b.har'], {}, /^Several files need -o/],
    ['one name twice', ['x/a.har', 'y/a.har', '-o', 'out'], {}, /^Two of the files .* out\/a\.har/],
    ['itself as output', ['a.har', '-o', './a.har'], {}, /would be written over/],
    ['its own folder', ['a.har', '-o', '.'], { folders: ['.'] }, /would be written over/],
    ['no file', [], {}, /^A HAR file is missing/],
    ['a missing file', ['b.har'], {}, /^b\.har does not exist/],
    ['no JSON', ['broken.har'], {}, /^broken\.har ends in the middle/],
    ['no request of ours', ['none.har'], {}, /^none\.har has no request to the service/],
    [
      'a locked place',
      ['a.har', '-o', 'locked/a.har'],
      {},
      /cannot be written: that is not allowed/,
    ],
    ['an option of another', ['a.har', '--json'], {}, /^redact takes no --json/],
    ['both', ['a.har', '--check', '-o', 'b.har'], {}, /^--check writes nothing/],
  ])('is told in a sentence when it has %s', (_what, args, options, sentence) => {
    const files = { 'a.har': INCIDENT_HAR, 'broken.har': '{"log":', 'none.har': file() };
    const { exit, out, err, written } = run(['redact', ...args], { files, ...options });
    expect([exit, out, written.size]).toEqual([2, '', 0]);
    expect(err).toMatch(sentence);
  });

  it.each(PRODUCERS)('leaves an audit of a file of $name as it was', ({ write }) => {
    const original = write(INCIDENT);
    expect(audited(redact(original).out)).toEqual(audited(original));
  });

  it('leaves an audit of a sanitised file as it was', () => {
    const original = chromeSanitised.write(INCIDENT);
    expect(audited(redact(original).out)).toEqual(audited(original));
  });

  it('leaves an audit of simulated sessions as it was, and no secret in them', async () => {
    for (let seed = 4_101; seed < 4_141; seed += 1) {
      const session = await simulate(seed);
      const { exchanges, sockets } = session.browser;
      const view = { session, exchanges, sockets, isSanitised: seed % 5 === 0, seesStorage: false };
      const original = writeHar(view);
      const { out } = redact(original);
      expect(audited(out), `seed ${seed}`).toEqual(audited(original));
      expect(check(out), `seed ${seed}`).toMatchObject({ exit: 0, err: '' });
    }
  });
});

describe('redact --check', () => {
  it('finds nothing in what redact has written', () => {
    for (const { write } of PRODUCERS)
      expect(check(redact(write(INCIDENT)).out)).toMatchObject({ exit: 0, out: '', err: '' });
    expect(check(redact(file(socketEntry(FIRST))).out).exit).toBe(0);
  });

  it('names kinds and places, and quotes nothing', () => {
    const { exit, out, err } = check(INCIDENT_HAR);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^a\.har still holds \d+ usable tokens, 1 cookie, \d+ other secrets: entry 1 request\..* and \d+ more\.\n$/,
    );
    expect(err).not.toMatch(SECRETS);
    const named = plainEntry({ body: JSON.stringify({ [FIRST]: { password: 'kucing' } }) });
    expect(check(file(named)).err).not.toContain(FIRST);
  });

  const at = (place: 'request' | 'response', more: object) => {
    const entry = plainEntry({});
    return file({ ...entry, [place]: { ...(entry[place] as object), ...more } });
  };
  const body = (mimeType: string, text: string) => at('request', { postData: { mimeType, text } });
  it.each<[string, string]>([
    ['a bearer', file(plainEntry({ authorization: `Bearer ${FIRST}` }))],
    ['an opaque bearer', file(plainEntry({ authorization: 'Bearer q7Zt' }))],
    ['a cookie', file(plainEntry({ cookie: 'a=b' }))],
    ['a parsed cookie', at('request', { cookies: [{ name: 'theme', value: 'dark' }] })],
    ['a set cookie', at('response', { headers: [{ name: 'Set-Cookie', value: 'a=b; Path=/' }] })],
    ['a parsed parameter', at('request', { queryString: [{ name: 'ticket', value: 'ST-1-ab' }] })],
    ['an address', file(plainEntry({ url: `${API}/cb?session_state=abc.def` }))],
    ['a path', file(plainEntry({ url: `${API}/ws/tok_9aB8cD7eF6gH5iJ4kL3mN2` }))],
    ['JSON', body('application/json', '{"user":{"kataSandi":"kucing"}}')],
    ['a number in JSON', body('application/json', '{"kode_otp":123456}')],
    ['a code that was sent', body('application/json', '{"code":884211}')],
    ['the same as text', body('application/json', '{"kode":"884211"}')],
    ['the name of a field', body('application/json', `{"${FIRST}":1}`)],
    ['a form', body('application/x-www-form-urlencoded', 'sandi=kucing')],
    ['multipart', body('multipart/form-data', '--x\r\nname="password"\r\n\r\nkucing\r\n--x--')],
    ['XML', body('text/xml', '<a><password>kucing</password></a>')],
    ['an answer', file(plainEntry({ body: JSON.stringify({ data: { idToken: FIRST } }) }))],
    [
      'an answer in base64',
      at('response', {
        content: {
          size: 9,
          mimeType: 'application/json',
          encoding: 'base64',
          text: Buffer.from('{"sandi":"kucing"}').toString('base64'),
        },
      }),
    ],
    ['a frame', file(socketEntry('kucing-hitam-77'))],
    ['another host', file(plainEntry({ url: 'https://a.example/?access_token=abc' }))],
    ['a header of another name', at('request', { headers: [{ name: 'X-Api-Key', value: 'k' }] })],
    ['a field of the producer', at('request', { _debug: { password: 'kucing' } })],
  ])('finds %s', (_what, text) => {
    expect(check(text)).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/^a\.har still holds 1/),
    });
  });

  it('takes nothing for a secret that is none', () => {
    const headers = [
      { name: 'ETag', value: 'W/"4f-a8Zq03kfLw2pQx91"' },
      { name: 'Access-Control-Allow-Credentials', value: 'true' },
      { name: 'X-Vercel-Id', value: 'sin1::a8Zq0-1792472400000-3kfLw2pQx91' },
      { name: 'WWW-Authenticate', value: 'Bearer error="invalid_token"' },
    ];
    expect(check(at('response', { headers }))).toMatchObject({ exit: 0, err: '' });
    const refused = { status: 401, authorization: 'Bearer undefined' };
    expect(check(file(plainEntry(refused)))).toMatchObject({ exit: 0, err: '' });
  });

  it('looks at every file, and says of a broken one why', () => {
    const files = { 'a.har': INCIDENT_HAR, 'b.har': INCIDENT_HAR, 'c.har': '[NaN' };
    expect(run(['redact', 'a.har', 'b.har', '--check'], { files }).err).toMatch(/a\.har.*\nb\.har/);
    expect(run(['redact', 'c.har', '--check'], { files })).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/^c\.har is not JSON.*NaN/),
    });
  });
});
