import { describe, expect, it } from 'vitest';
import { rowName } from '../../panel/words/row-name.ts';
import { screenWords } from '../../panel/words/screen-words.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { readLog } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';

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
const words = (text: string) =>
  screenWords(text, { analysis, entryOf: (id) => (id === entry?.id ? entry : undefined) });

describe('a text of the core on the screen', () => {
  it('names tokens as the grid does, and requests by their time', () => {
    expect(words('t1 had expired')).toBe(`${fingerprint(TOKEN)} had expired`);
    expect(words(`The poll ${entry?.id} was refused`)).toMatch(
      /^The poll \(\d\d:\d\d:00\) was refused$/,
    );
  });

  it('leaves alone what only looks like a name', () => {
    for (const text of ['t9 is not there', 'GET /t1/x', 'at1', 't1.js'])
      expect(words(text)).toBe(text);
  });

  it('shows no token', () => {
    expect(words(`sent ${TOKEN}`)).not.toContain(TOKEN);
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
