import { describe, expect, it } from 'vitest';
import { filterContext } from '../../../src/core/filter/filter-context.ts';
import { rowTest } from '../../../src/core/filter/match.ts';
import { parseFilter } from '../../../src/core/filter/parse.ts';
import { readJobCalls } from '../../../src/core/jobs/job-calls.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { readLog } from '../../../src/core/verdict/log.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { har, NOON_MS, REFUSED, type Told } from '../recording/legs.ts';
import { v2Token } from '../token/tokens.ts';

const API = 'https://api.futureguide.id';
const APP = 'https://futureguide.id';
const authorization = `Bearer ${v2Token(NOON_MS / 1000 - 60)}`;

/** Whether `is:api` shows this request. */
function isShown(told: Told, before: Told[] = []): boolean {
  const recording = new Recording(futureGuide);
  for (const [index, each] of [...before, told].entries())
    recording.add(har({ at: index * 10_000, ...each }));
  const analysis = analyse(recording);
  const test = rowTest(parseFilter('is:api').terms, filterContext(analysis, true, readJobCalls));
  const entry = readLog(analysis).at(-1);
  return entry !== undefined && test(entry);
}

describe('is:api', () => {
  it.each<[string, Told]>([
    ['a route that takes a token', { url: `${API}/api/auth/profile`, authorization }],
    ['one that should have been sent one', { url: `${API}/api/archive/jobs` }],
    ['a login', { url: `${API}/api/auth/v2/login`, method: 'POST' }],
    ['a refresh', { url: `${API}/api/auth/v2/refresh`, method: 'POST' }],
    ['a socket’s polling', { url: `${API}/socket.io/?EIO=4&transport=polling` }],
    ['the API on the app’s own host', { url: `${APP}/api/assessment/status/j1` }],
    ['a refusal anywhere', { url: `${APP}/data.json`, status: 401, body: REFUSED }],
    ['whatever carries a token', { url: `${APP}/data.json`, authorization }],
    ['a public result of an assessment', { url: `${API}/api/archive/results/7`, authorization }],
  ])('shows %s', (_what, told) => expect(isShown(told)).toBe(true));

  it.each<[string, Told]>([
    ['a script', { url: `${APP}/_next/static/chunks/main.js` }],
    ['a font', { url: `${APP}/fonts/inter.woff2` }],
    ['the manifest', { url: `${APP}/manifest.webmanifest` }],
    ['a page', { url: `${APP}/dashboard` }],
    ['web vitals', { url: `${APP}/api/performance`, method: 'POST' }],
    ['a public list', { url: `${API}/api/auth/schools` }],
  ])('hides %s', (_what, told) => expect(isShown(told)).toBe(false));

  it('shows a route of the app’s own host that once carried a token', () => {
    const url = `${APP}/api/report`;
    expect(isShown({ url })).toBe(false);
    expect(isShown({ url }, [{ url, authorization }])).toBe(true);
  });
});
