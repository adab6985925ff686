import { beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../../panel/words/language.ts';
import { rowName } from '../../panel/words/row-name.ts';
import { screenWords } from '../../panel/words/screen-words.ts';
import type { Said } from '../../src/core/language/language.ts';
import { said } from '../../src/core/language/language.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { readLog } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';
import { serveLocaleFiles } from './locale-files.ts';

serveLocaleFiles();

const TOKEN = v2Token(NOON_MS / 1000);
const JOB = 'a77e9231-7bfa-4144-a246-c6810dd33cee';
const recording = new Recording(futureGuide);
recording.add(
  har({
    url: `https://api.futureguide.id/api/assessment/status/${JOB}`,
    authorization: `Bearer ${TOKEN}`,
  }),
);
const analysis = analyse(recording);
const [entry] = readLog(analysis);
const words = (what: Said) =>
  screenWords(what, { analysis, entryOf: (id) => (id === entry?.id ? entry : undefined) });
const answered = (reason: string) => said('evidence_answer', { status: 401, reason });

describe('a text of the core on the screen', () => {
  beforeEach(() => speak('en', 'UTC'));

  it('names tokens as the grid does, and requests by their time', () => {
    expect(words(said('evidence_twin', { other: 't1' }))).toContain(
      `the signature of ${fingerprint(TOKEN)} over`,
    );
    const refused = { call: said('call_poll'), id: entry?.id ?? '', reason: 'INVALID_TOKEN' };
    expect(words(said('job_refused', refused))).toMatch(
      /^The poll \(\d\d:\d\d:00 UTC\) was refused \(INVALID_TOKEN\)$/,
    );
  });

  it.each(['region r1 is down', 't1', 'r1, s1 and t1 of shard t1'])(
    'leaves the words of the service as they are: %s',
    (reason) => {
      expect(words(answered(reason))).toContain(reason);
      const refused = { call: said('call_poll'), id: entry?.id ?? '', reason };
      expect(words(said('job_refused', refused))).toContain(`(${reason})`);
    },
  );

  it('names what it does not know by its id', () => {
    expect(words(said('evidence_twin', { other: 't9' }))).toContain('the signature of t9 over');
  });

  it('shows no token', () => {
    expect(words(answered(`sent ${TOKEN}`))).not.toContain(TOKEN);
  });
});

describe('the name of a row', () => {
  it('is short where an id is long', () => {
    expect(rowName(entry, NOON_MS)).toMatchObject({
      full: `GET /api/assessment/status/${JOB}`,
      short: 'GET /api/assessment/status/a77e9231…',
    });
    expect(rowName(undefined, NOON_MS)).toBeNull();
  });
});
