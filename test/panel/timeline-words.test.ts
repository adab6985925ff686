import { describe, expect, it } from 'vitest';
import { laneAt, layoutOf } from '../../panel/timeline/layout.ts';
import {
  barWords,
  hitCaption,
  laneName,
  tokenCaption,
} from '../../panel/timeline/timeline-words.ts';
import type { TokenSpan } from '../../src/core/timeline/spans.ts';
import type { Lane, Timeline } from '../../src/core/timeline/timeline.ts';
import { NOON_MS } from '../core/recording/legs.ts';

const HOUR_MS = 3_600_000;

/** The server's clock, so many s ahead of this computer's, give or take. */
function clock(ahead: number, within: number): TokenSpan['clock'] {
  const [offsetMs, uncertaintyMs] = [ahead * 1000, within * 1000];
  const [lowMs, highMs] = [offsetMs - uncertaintyMs, offsetMs + uncertaintyMs];
  return { host: 'api.futureguide.id', offsetMs, uncertaintyMs, lowMs, highMs, samples: 9 };
}

/** Issued at noon by a server with that clock, for so long. */
function token(of: TokenSpan['clock'], lifeMs = HOUR_MS): TokenSpan {
  const from = NOON_MS - (of?.offsetMs ?? 0);
  return {
    kind: 'token',
    id: 'c1',
    fingerprint: '54af929b',
    user: null,
    issuedAt: from,
    expiresAt: from + lifeMs,
    claimed: { issuedAt: NOON_MS, expiresAt: NOON_MS + lifeMs },
    lastSentAt: null,
    ended: null,
    clock: of,
    from,
    to: Math.max(from, from + lifeMs),
  };
}

describe('the dates of a token in the timeline', () => {
  it('say by which clock they are where that is surely another than the axis has', () => {
    const skewed = token(clock(40, 0.2));
    expect(barWords(skewed, true, NOON_MS, NOON_MS)).toMatch(
      /valid until .* · Server clock \+40 s ± 0.2 s$/,
    );
    expect(tokenCaption(skewed, NOON_MS).lines.at(-1)).toBe('Server clock +40 s ± 0.2 s');
  });

  it.each([
    ['agrees', 0.3, 0.2],
    ['may agree', 5, 9],
  ])('say nothing of a clock that %s', (_, ahead, within) => {
    const alike = token(clock(ahead, within));
    expect(barWords(alike, true, NOON_MS, NOON_MS)).toMatch(/^54af929b, valid until [\d:]+$/);
    expect(tokenCaption(alike, NOON_MS).lines.join()).not.toContain('clock');
  });

  it('say of a token that has expired since its last use that it has', () => {
    const idle = token(clock(0, 0.1));
    const later = NOON_MS + HOUR_MS;
    expect(barWords(idle, true, NOON_MS, later - 1)).toMatch(/^54af929b, valid until [\d:]+$/);
    expect(barWords(idle, true, NOON_MS, later)).toMatch(/^54af929b, expired [\d:]+$/);
  });

  it('name no length of a life that was over before it began', () => {
    const { lines } = tokenCaption(token(clock(0, 0.1), -5_000), NOON_MS);
    expect(lines).toEqual([expect.stringMatching(/^Issued /), expect.stringMatching(/^Expired /)]);
  });
});

describe('the name of a lane', () => {
  const lane = (kind: Lane['kind'], user: string | null = null): Lane => ({ kind, user, more: 0 });
  const lanes = [lane('user', 'sari@siswa.example'), lane('sign-ins'), lane('no-token')];
  const timeline: Timeline = {
    lanes,
    rows: lanes.map((_, index) => ({ lane: index, spans: [], isShared: false, marks: [] })),
    marks: [],
    links: [],
    inUse: null,
    clock: null,
  };

  it('is short, and the pointer on it finds the whole of it', () => {
    const layout = layoutOf(timeline);
    const pointed = layout.places.map(({ middle }) => {
      const hit = laneAt(timeline, layout, middle);
      return hit && hitCaption(hit, { timeline, entry: undefined, nowMs: NOON_MS }).title;
    });
    expect(lanes.map(laneName)).toEqual(['sari@siswa.example', 'Login, refresh', 'No token']);
    expect(pointed).toEqual([
      'sari@siswa.example',
      'Logins and refreshes of which no token was seen',
      'Sent without a token',
    ]);
    expect(laneAt(timeline, layout, layout.height)).toBeNull();
  });
});
