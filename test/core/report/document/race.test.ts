import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../../src/core/report/document/html.ts';
import { DATA_TAG } from '../../../../src/core/report/document/packed.ts';
import { call, ending, inOtherTab, login, refresh, refreshToken } from '../../findings/story.ts';
import { reportOnLive } from '../report-world.ts';
import { IN_ENGLISH, IN_INDONESIAN } from './documents.ts';

const NO = { status: 401, body: '{"error":{"code":"INVALID_REFRESH_TOKEN"}}' };

/** A token of 20 s runs out; another tab refreshes, and 0.4 s later this one, which is refused. */
const raced = () => {
  const token = ending(0, {}, 20);
  return reportOnLive(
    login(-20, token),
    call(-10, token),
    call(1, token, undefined, { refused: true }),
    inOtherTab(2),
    refresh(2.4, NO),
  );
};

async function bodyIn(context: typeof IN_ENGLISH, report = raced()): Promise<string> {
  const page = await htmlReport(report, context);
  return page.slice(page.indexOf('<body>'), page.indexOf(DATA_TAG));
}

const textOf = (html: string) =>
  html
    .replaceAll('<wbr>', '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the report on a refresh that lost a race', () => {
  it('says the race first, and not that the user has to sign in again', async () => {
    const [lead = ''] = (await bodyIn(IN_ENGLISH)).split('</header>');
    expect(textOf(lead)).toContain(
      'Refused: the refresh token is no longer accepted. A refresh of another tab overlapped with this one and got a new token.',
    );
    expect(textOf(lead)).not.toContain('sign in again');
    const [indonesian = ''] = (await bodyIn(IN_INDONESIAN)).split('</header>');
    expect(textOf(indonesian)).toContain('Refresh dari tab lain bertumpuk');
  });

  it('tells of the race in the story, and why the one that lost it brought no token', async () => {
    const text = textOf(await bodyIn(IN_ENGLISH));
    const [story = ''] = text.slice(text.indexOf('What happened')).split('Timeline');
    expect(story).toMatch(
      /2 refreshes overlapped, 1 of them from another tab\. .*Another tab got a new token\. .*A refresh brought no new token\. Refused: the refresh token is no longer accepted\. A refresh of another tab overlapped with this one/,
    );
    expect(story).not.toContain('sign in again');
  });

  it('tells of a race in the story though both got a token', async () => {
    const token = ending(0, {}, 20);
    const report = reportOnLive(
      login(-20, token),
      call(-10, token),
      refresh(1, { to: ending(3_600), brings: refreshToken('r2') }),
      refresh(1.05, { to: ending(3_601), brings: refreshToken('r3') }),
    );
    const text = textOf(await bodyIn(IN_ENGLISH, report));
    const [story = ''] = text.slice(text.indexOf('What happened')).split('Timeline');
    expect(story).toMatch(/2 refreshes overlapped or spent the same refresh token\. /);
  });

  it('says of a refusal without a race that the user has to sign in again', async () => {
    const token = ending(0, {}, 20);
    const report = reportOnLive(login(-20, token), call(-10, token), refresh(2.4, NO));
    const text = textOf(await bodyIn(IN_ENGLISH, report));
    expect(text).toContain(
      'A refresh brought no new token. Refused: the refresh token is no longer accepted. The user has to sign in again.',
    );
  });

  it('has every request that a finding names, with who sent it', async () => {
    const html = await bodyIn(IN_ENGLISH);
    const linked = [...html.matchAll(/<a href="#([^"]*)"/g)].map(([, id]) => id);
    expect(linked.length).toBeGreaterThan(3);
    for (const id of linked) expect(html).toContain(`<tr id="${id}">`);
    expect(textOf(html)).toMatch(/r4 POST \/api\/auth\/v2\/refresh Sent by another tab 200/);
  });

  it('counts the refreshes of other tabs apart, and tells from when to when a token is valid', async () => {
    const text = textOf(await bodyIn(IN_ENGLISH));
    expect(text).toContain('0 of 1 succeeded; one more, of another tab, is not counted');
    expect(text).toMatch(/t1 .{10,60} to .{10,60}, 20 s/);
  });

  it('says once how sure it is', async () => {
    expect(textOf(await bodyIn(IN_ENGLISH))).not.toMatch(/Refused, (?:likely|possibly):[^.]*\. \(/);
  });
});
