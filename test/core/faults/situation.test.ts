import { describe, expect, it } from 'vitest';
import { faultAvailability } from '../../../src/core/faults/availability.ts';
import { faultObservation } from '../../../src/core/faults/observed.ts';
import { faultSituation } from '../../../src/core/faults/situation.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { profileLike } from '../../../src/core/service/own-profile.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { BUDI, call, ending, login, NOON_S, refresh, stored, v1Ending } from '../findings/story.ts';

const OLD = ending(-60);
const NOW = ending(3_601);
const NOON_MS = NOON_S * 1000;

function situation(rules: boolean, ...story: Observation[]) {
  const recording = new Recording(futureGuide);
  for (const seen of story) recording.add(seen);
  return faultSituation(analyse(recording), { rules }, NOON_MS + 60_000);
}

function reasons(rules: boolean, ...story: Observation[]): Record<string, string | null> {
  const all = faultAvailability(situation(rules, ...story));
  return Object.fromEntries(all.map(({ name, reason }) => [name, reason]));
}

const SESSION = [
  call(-3_000, OLD),
  refresh(1, { to: NOW }),
  stored(2, { futureguide_access_token: NOW, futureguide_refresh_token: 'AMf-rrrrrrrrrrrr' }),
];

describe('the tokens that faults can use', () => {
  it('are the previous, the expired and other users’, and no forgery of a fault', () => {
    const budis = ending(3_590, BUDI);
    const forged = `${NOW}x`;
    const fault = { name: 'tamper-signature' } as const;
    const { candidates } = situation(
      true,
      ...SESSION,
      login(-10, budis),
      faultObservation({ id: 'f', fault, since: NOON_MS + 5_000 }, forged, futureGuide),
      call(6, forged, undefined, { refused: true }),
    );
    const tokens = (all: readonly { token: string }[]) => all.map(({ token }) => token);
    expect(candidates.active).toBe(NOW);
    expect(tokens(candidates.previous)).toEqual([OLD]);
    expect(tokens(candidates.expired)).toEqual([OLD]);
    expect(tokens(candidates.otherUsers)).toEqual([budis]);
  });
});

it('finds the copies of a token where the app of an added host keeps them', () => {
  const profile = profileLike(futureGuide, {
    profile: 1,
    hosts: ['app.example'],
    storage: { access: ['session.token'] },
  });
  const recording = new Recording(profile);
  recording.add(stored(2, { session: JSON.stringify({ token: NOW }) }));
  const { copies } = faultSituation(analyse(recording), { rules: true }, NOON_MS);
  expect(copies).toEqual(['localStorage.session.token']);
});

describe('what is not available says why', () => {
  it('in a session that has seen it all', () => {
    expect(reasons(true, ...SESSION)).toMatchObject({
      'expire-now': null,
      'roll-back': null,
      'really-expired': null,
      'other-user': 'no-other-user',
      'block-refresh': null,
      'strip-refresh-cookie': 'no-refresh-cookie',
      'fail-refresh': null,
      'close-socket': 'no-socket',
    });
  });

  it('in a browser without rules', () => {
    expect(reasons(false, ...SESSION)).toMatchObject({
      'drop-authorization': 'no-rules',
      'block-refresh': 'no-rules',
      'expire-now': null,
    });
  });

  it('where nobody is signed in, and where no page was seen', () => {
    expect(reasons(true, stored(1, {}))['expire-now']).toBe('signed-out');
    expect(reasons(true)['expire-now']).toBe('no-page');
    expect(reasons(true)['drop-authorization']).toBeNull();
  });

  it('with Auth V1, which knows no refresh', () => {
    const found = reasons(true, stored(1, { token: v1Ending(600_000), auth_version: 'v1' }));
    expect(found['fail-refresh']).toBe('not-refreshable');
    expect(found['tamper-payload']).toBeNull();
  });
});
