import { expect, it } from 'vitest';
import { faultObservation } from '../../../src/core/faults/observed.ts';
import { englishUtc } from '../../../src/core/language/english.ts';
import type { FaultObservation, Observation } from '../../../src/core/recording/observation.ts';
import { reactionTo } from '../../../src/core/verdict/reaction.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { call, ending, type Labelled, NOON_S, page, read, refresh } from '../findings/story.ts';
import { POLL } from '../recording/legs.ts';

const EXPIRED = ending(-60);
const FRESH = ending(3_600);
const PROFILE = '/api/auth/profile';

function expireNow(until: number | null = null): FaultObservation {
  const since = NOON_S * 1000;
  const put = { id: 'f', fault: { name: 'expire-now' } as const, since };
  const observation = faultObservation(put, EXPIRED, futureGuide);
  return { ...observation, until: until === null ? null : (NOON_S + until) * 1000 };
}

/** What the app did after its first refusal, in words. */
function did(...story: Observation[]): string[] {
  const analysis = read(...story);
  const refused = analysis.requests.find(({ verdict }) => verdict.outcome === 'rejected');
  if (!refused) throw new Error('nothing was refused');
  return reactionTo(refused.sending, analysis).map((one) => englishUtc.tell(one.said));
}

const refusedAt = (at: number, token: string | null = EXPIRED) =>
  call(at, token, POLL, { refused: true });

const STORIES: [...Labelled, wanted: string[]][] = [
  [
    'went on polling with it',
    [expireNow(), refusedAt(1), refusedAt(4), refusedAt(7)],
    ['The app then sent the same token 2 more times'],
  ],
  [
    'refreshed, and repeated the request with the new token',
    [expireNow(), refusedAt(1), refresh(2, { to: FRESH }), call(4, FRESH)],
    [
      'The app refreshed 0.9 s later',
      'After the refresh the app repeated this request with another token',
    ],
  ],
  [
    'refreshed, and repeated the request with the same token',
    [expireNow(), refusedAt(1), refresh(2, { to: FRESH }), refusedAt(4)],
    [
      'The app refreshed 0.9 s later',
      'After the refresh the app repeated this request with the same token',
    ],
  ],
  [
    'tried to refresh in vain, and went on',
    [expireNow(), refusedAt(1), refresh(2, { refused: true }), refusedAt(4)],
    [
      'The app then sent the same token once more',
      'The app tried to refresh 0.9 s later and got no new token',
    ],
  ],
  [
    'sent the user away',
    [expireNow(), refusedAt(1), page(2, '/auth')],
    ['The app sent the user to the sign-in page 0.9 s later'],
  ],
  [
    'did something else only',
    [expireNow(), refusedAt(1), call(4, null, '/api/health')],
    ['The app was not seen to refresh, to ask again or to sign out after it'],
  ],
  [
    'was given no time to react',
    [expireNow(2), refusedAt(1), call(4, FRESH), refresh(9, { to: ending(9_000) })],
    ['The app was not seen to refresh, to ask again or to sign out after it'],
  ],
  [
    'lost its header on the way, and asked again',
    [
      { ...expireNow(), name: 'drop-authorization', way: 'rules', leaves: 'no-token' } as const,
      refusedAt(1, null),
      refusedAt(4, null),
      call(5, null, PROFILE, { refused: true }),
    ],
    ['The app then sent this request once more'],
  ],
];

it.each(STORIES)('of an app that %s, it says so', (_label, story, wanted) => {
  expect(did(...story)).toEqual(wanted);
});
