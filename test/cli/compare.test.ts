import { describe, expect, it } from 'vitest';
import { chrome, type Exchange } from '../core/har/har-producers.ts';
import { INCIDENT, NOON_S } from '../core/report/report-world.ts';
import { v2Token } from '../core/token/tokens.ts';
import { type RunOptions, run } from './run.ts';

const TOKEN = v2Token(NOON_S - 10, 3_600);
const REFRESHED = v2Token(NOON_S + 100, 3_600);

/** Polls every second with a token that is refreshed in time; nothing is refused. */
function polls(count: number): Exchange[] {
  return Array.from({ length: count }, (_, index) => ({
    at: index * 1_000,
    authorization: `Bearer ${TOKEN}`,
  }));
}

const REFRESH: Exchange = {
  at: 101_000,
  method: 'POST',
  url: 'https://api.futureguide.id/api/auth/v2/refresh',
  requestBody: '{"refreshToken":"AMf-made-up-1"}',
  body: JSON.stringify({
    success: true,
    data: { idToken: REFRESHED, refreshToken: 'AMf-made-up-2', expiresIn: '3600' },
  }),
};
const BEFORE = chrome.write(INCIDENT);
const AFTER = chrome.write([...polls(100), REFRESH]);

function compare(files: RunOptions['files'], ...args: string[]) {
  return run(['compare', 'before.har', 'after.har', ...args], files ? { files } : {});
}

const both = (before: string, after: string) => ({ 'before.har': before, 'after.har': after });

describe('compare', () => {
  it('says that a fix holds, and what it changed', () => {
    const { exit, out, err } = compare(both(BEFORE, AFTER));
    expect([exit, err]).toEqual([0, '']);
    expect(out).toMatch(/^Before 25% INVALID_TOKEN, after 0 of 100: the fix holds\.\n/);
    expect(out).toMatch(/Findings gone:\n {2}– expired-token-sent: /);
    expect(out).toMatch(/Causes that moved:\n {2}– expired: GET .*: 1 before, 0 after/);
    expect(out).toMatch(/INVALID_TOKEN +1 \(25%\) +→ 0 \(0%\)/);
  });

  it('takes reports as well as HAR files, and says the same', () => {
    const reportOf = (text: string) =>
      run(['audit', 'a.har', '--json'], { files: { 'a.har': text } }).out;
    expect(compare(both(reportOf(BEFORE), AFTER)).out).toBe(compare(both(BEFORE, AFTER)).out);
    expect(compare(both(BEFORE, reportOf(AFTER))).out).toBe(compare(both(BEFORE, AFTER)).out);
  });

  it('judges by the profile of another service, and takes its requests', () => {
    const elsewhere = (text: string) => text.replaceAll('api.futureguide.id', 'localhost:3000');
    const own = { profile: 1, hosts: ['localhost:3000'], apiBase: 'https://localhost:3000' };
    const files = { ...both(elsewhere(BEFORE), elsewhere(AFTER)), 'p.json': JSON.stringify(own) };
    const { exit, out } = compare(files, '--profile', 'p.json');
    expect(exit).toBe(0);
    expect(out).toMatch(/^Before 25% INVALID_TOKEN, after 0 of 100: the fix holds\.\n/);
    expect(compare(files, '--profile', 'q.json')).toMatchObject({
      exit: 2,
      err: 'q.json does not exist.\n',
    });
  });

  it('says that too little was recorded to tell', () => {
    const { exit, out } = compare(both(BEFORE, chrome.write([...polls(5), REFRESH])));
    expect(exit).toBe(0);
    expect(out.replaceAll('\n', ' ')).toMatch(
      /^Too little was recorded to tell: none of 5 requests was refused .* at least 11 requests/,
    );
  });

  it('fails on a new finding where that is asked for', () => {
    const { exit, err } = compare(both(AFTER, BEFORE), '--fail-on', 'new');
    expect(exit).toBe(1);
    expect(err).toMatch(/^New: .*expired-token-sent/);
    expect(compare(both(AFTER, BEFORE)).exit).toBe(0);
    expect(compare(both(BEFORE, AFTER), '--fail-on', 'new').exit).toBe(0);
  });

  it('writes JSON and Markdown', () => {
    const { conclusion, findings } = JSON.parse(compare(both(BEFORE, AFTER), '--json').out);
    expect(conclusion).toMatchObject({ kind: 'holds', requests: 100 });
    expect(findings.fresh).toEqual([]);
    const markdown = compare(both(BEFORE, AFTER), '--markdown').out;
    expect(markdown).toMatch(
      /^\*\*Before 25% INVALID\\_TOKEN, after 0 of 100: the fix holds\.\*\*/,
    );
    expect(markdown).toContain('| | Before | After |');
  });

  it.each([
    [['compare', 'a.har'], /compare takes two files/],
    [['compare', 'a.har', 'b.har', '--strict'], /compare takes no --strict/],
    [['compare', 'a.har', 'b.har', '--json', '--markdown'], /exclude each other/],
    [['compare', 'a.har', 'b.har', '--fail-on', 'expired'], /it knows new/],
    [['compare', 'a.har', 'b.har'], /a\.har does not exist/],
  ])('%j is answered by a sentence', (args, sentence) => {
    const { exit, err } = run(args);
    expect(exit).toBe(2);
    expect(err).toMatch(sentence);
  });

  it('holds no token in what it writes', () => {
    const all = ['--json', '--markdown'].map((word) => compare(both(BEFORE, AFTER), word).out);
    expect([compare(both(BEFORE, AFTER)).out, ...all].join()).not.toMatch(/eyJ[\w-]+\.eyJ/);
  });
});
