import { describe, expect, it } from 'vitest';
import { readFindings } from '../../../src/core/findings/findings.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { fc } from '../../seeded.ts';
import { inEnglish } from '../language/in-english.ts';
import {
  authenticate,
  authenticated,
  BUDI,
  byDebugger,
  call,
  ending,
  fault,
  login,
  logout,
  read,
  refresh,
  socket,
  stored,
} from './story.ts';

const old = ending(-5);
const REFUSED = { refused: true };

/** Much that goes wrong at once. */
const story: Observation[] = [
  login(-3605, old),
  stored(-3604, { futureguide_access_token: old, token: `"${ending(-90_000)}"` }),
  socket(-100, 'open'),
  authenticate(-99, old),
  authenticated(-98),
  call(0, old, undefined, REFUSED),
  refresh(1, { status: 503, took: 800 }),
  refresh(1.5, { to: ending(3601) }),
  call(2, ending(3601)),
  call(3, old, undefined, REFUSED),
  stored(4, { futureguide_access_token: 'undefined' }),
  logout(5, ending(3601)),
  login(6, ending(3606, BUDI)),
];

describe('the list of findings', () => {
  it('has the gravest first, refusals before the others, and each once', () => {
    const found = readFindings(read(...story));
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'error expired-token-sent',
      'error refresh-missing',
      'error rolled-back',
      'error refresh-failing',
      'error refresh-race',
      'warning refresh-late',
      'warning refresh-too-often',
      'warning placeholder-in-storage',
      'warning socket-stale',
      'info stale-copy',
      'info quoted-in-storage',
    ]);
  });

  it('does not depend on the order of arrival', () => {
    const told = (observations: readonly Observation[]) => {
      const analysis = read(...observations);
      const starts = new Map(
        analysis.requests.map(({ facts: request }) => [request.id, request.startedAt]),
      );
      const name = (id: string | undefined) => (id === undefined ? null : (starts.get(id) ?? id));
      return readFindings(analysis).map(({ evidence, requests, ...finding }) => ({
        ...finding,
        requests: requests.map(name),
        evidence: evidence.map(({ request, id }) => [id, name(request)]),
      }));
    };
    const expected = told(story);
    fc.assert(
      fc.property(fc.shuffledSubarray(story, { minLength: story.length }), (shuffled) => {
        expect(told(shuffled)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('leads to rows that are there', () => {
    const analysis = read(...story);
    const ids = new Set([
      ...analysis.requests.map(({ facts: request }) => request.id),
      ...analysis.sockets.map(({ facts: use }) => use.id),
    ]);
    for (const { requests, evidence, title, advice } of readFindings(analysis).map(inEnglish)) {
      const named = [...requests, ...evidence.flatMap(({ request }) => request ?? [])];
      expect(named.filter((id) => !ids.has(id))).toEqual([]);
      expect(`${title} ${advice}`).not.toMatch(/NaN|null|Infinity|\[object|\b[CD]\d+\b/);
    }
  });

  it('holds no token', () => {
    const text = JSON.stringify(readFindings(read(...story)));
    expect(text).not.toMatch(/eyJ[\w-]{5,}|AMf-/);
  });

  it('says nothing of what a fault or the debugger did', () => {
    const forced = refresh(10, { status: 500 });
    const observations = [
      fault(-1, 30),
      call(0, old, undefined, REFUSED),
      call(1, null, '/api/archive/jobs', REFUSED),
      refresh(2, { status: 401 }),
      call(3, old, undefined, REFUSED),
      forced,
      byDebugger(forced),
    ];
    expect(readFindings(read(...observations))).toEqual([]);
  });
});
