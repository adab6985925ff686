import { describe, expect, it } from 'vitest';
import { noteAll } from '../../../src/core/findings/beside.ts';
import { readFindings } from '../../../src/core/findings/findings.ts';
import { englishUtc } from '../../../src/core/language/english.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { call, ending, login, read } from './story.ts';

const REFUSED = { refused: true };
const PROFILE = '/api/auth/profile';
const good = ending(3_000);

function noted(...story: Observation[]) {
  const analysis = read(...story);
  return noteAll(readFindings(analysis), analysis);
}

/** What is said that is no finding. */
function beside(...story: Observation[]) {
  const { notes } = noted(...story);
  return notes.flatMap((note) => {
    if ('code' in note) return [];
    const { severity, title, requests, evidence, advice } = note;
    const tell = englishUtc.tell;
    return [
      {
        severity,
        title: tell(title),
        requests,
        evidence: evidence.map(({ said }) => tell(said)),
        advice: tell(advice),
      },
    ];
  });
}

it('names each flagged row that nothing else is about', () => {
  expect(noted(call(0, null, undefined, REFUSED)).beside).toEqual(['r1']);
});

it('leaves out what a finding is about, and what is not flagged', () => {
  const spent = ending(-10);
  expect(noted(call(0, good), call(1, spent, undefined, REFUSED)).beside).toEqual([]);
});

describe('refusals without a visible reason', () => {
  const GONE = JSON.stringify({ success: false, error: { code: 'USER_NOT_FOUND', message: '' } });
  const took = call(0, good, PROFILE);

  it('are told together: how many, where, and what tells more', () => {
    const refusals = [PROFILE, PROFILE, '/api/archive/jobs'].map((path, at) =>
      call(at, good, path, REFUSED),
    );
    expect(beside(...refusals)).toMatchObject([
      {
        severity: 'error',
        title: 'Nothing seen here explains 3 refusals',
        requests: ['r1', 'r2', 'r3'],
        evidence: ['2 times on GET /api/auth/profile', 'Once on GET /api/archive/jobs'],
        advice: expect.stringMatching(
          /^Test the token: if it is accepted, look at how the service /,
        ),
      },
    ]);
    expect(noted(...refusals).beside).toEqual([]);
  });

  it('stand before what is less grave than they are', () => {
    const { notes } = noted(took, call(1, good, PROFILE, REFUSED), call(2, ending(30)));
    expect(notes.map(({ severity }) => severity)).toEqual(['error', 'warning']);
    expect(notes[0]).not.toHaveProperty('code');
  });

  it('are told beside how often requests were refused, which does not explain them', () => {
    const accepted = Array.from({ length: 20 }, (_, at) => call(at, good, PROFILE));
    const story = [...accepted, call(30, good, '/api/archive/jobs', REFUSED)];
    expect(noted(...story).notes.map((note) => ('code' in note ? note.code : null))).toEqual([
      'invalid-token-rate',
      null,
    ]);
  });

  it('suspect no route that took the same token', () => {
    const [note] = beside(took, call(1, good, PROFILE, REFUSED));
    expect(note?.advice).toMatch(
      /^Test the token: if it is accepted, ask the backend whether its /,
    );
  });

  it('suspect a route where another one took the token', () => {
    const [note] = beside(
      call(0, good, '/api/archive/jobs'),
      call(1, good, '/api/chatbot/conversations', REFUSED),
    );
    expect(note?.advice).toMatch(/^Test the token: if it is accepted, look at how the service /);
  });

  it('go by no answer of a cache', () => {
    const [note] = beside({ ...took, fromCache: true }, call(1, good, PROFILE, REFUSED));
    expect(note?.advice).toMatch(/^Test the token: if it is accepted, look at how the service /);
  });

  it.each<[string, Observation[]]>([
    ['a refusal with a cause', [call(0, ending(-10), PROFILE, REFUSED)]],
    ['one whose reason the service told', [call(0, good, PROFILE, { status: 401, body: GONE })]],
    ['one that a finding tells of', [login(-3, good), call(0, good, PROFILE, REFUSED)]],
    ['nothing refused', [took]],
  ])('are not %s', (_label, story) => {
    expect(beside(...story)).toEqual([]);
  });
});
