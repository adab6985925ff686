import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/core/faults/fault.ts';
import { faultObservation } from '../../../src/core/faults/observed.ts';
import type { FaultObservation, Observation } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { call, ending, NOON_S, refresh, stored } from '../findings/story.ts';

const TOKEN = ending(3_000);
const FORGED = `${TOKEN}x`;
const PROFILE = '/api/auth/profile';
const BALANCE = '/api/auth/token-balance';
const ALL = { path: null, method: null, times: null };

function on(fault: Fault, from: number, until: number | null, put: string | null = null) {
  const since = (NOON_S + from) * 1000;
  const observation = faultObservation({ id: `f${from}`, fault, since }, put, futureGuide);
  return { ...observation, until: until === null ? null : (NOON_S + until) * 1000 };
}

/** The fault and the cause of every request, in order. */
function read(...observations: Observation[]): [fault: string | null, cause: string | null][] {
  const recording = new Recording(futureGuide);
  for (const observation of observations) recording.add(observation);
  return analyse(recording).requests.map(({ sending, verdict }) => [
    sending.fault?.name ?? null,
    verdict.refusal?.cause ?? null,
  ]);
}

const untouched = (cause: string | null = null) => [null, cause];

describe('a request that a fault of rules touched', () => {
  const drop = (from: number, until: number | null, path: string | null = null) =>
    on({ name: 'drop-authorization', scope: { ...ALL, path } }, from, until);

  it('is the fault’s, one on another path or after its end is not', () => {
    expect(
      read(
        drop(0, 5, PROFILE),
        call(1, null, PROFILE, { refused: true }),
        call(2, null, BALANCE, { refused: true }),
        call(9, null, PROFILE, { refused: true }),
      ),
    ).toEqual([['drop-authorization', 'fault'], untouched('missing'), untouched('missing')]);
  });

  it('is not the fault’s where its header was left as it was', () => {
    const [one] = read(drop(0, null), call(1, TOKEN, PROFILE, { refused: true }));
    expect(one).toEqual(untouched('unknown'));
  });

  it('is not the fault’s where the service does not look at the header', () => {
    expect(read(drop(0, null), refresh(1, { refused: true }))).toEqual([
      untouched('refresh-refused'),
    ]);
  });

  it('is not the fault’s where it had no header before, either', () => {
    expect(
      read(
        call(0, null, PROFILE, { refused: true }),
        drop(1, null),
        call(2, null, PROFILE, { refused: true }),
      ),
    ).toEqual([untouched('missing'), untouched('missing')]);
  });

  it('is not the fault’s with another method than the chosen one', () => {
    const scope = { ...ALL, method: 'POST' as const };
    expect(
      read(
        on({ name: 'drop-authorization', scope }, 0, null),
        call(1, null, PROFILE, { refused: true }),
      ),
    ).toEqual([untouched('missing')]);
  });

  it('carries the token that the rule put there', () => {
    const authorization = `Bearer ${FORGED}`;
    expect(
      read(
        on({ name: 'replace-token', as: 'tamper-signature', authorization, scope: ALL }, 0, null),
        call(1, FORGED, PROFILE, { refused: true }),
        call(2, TOKEN, PROFILE, { refused: true }),
      ),
    ).toEqual([['replace-token', 'fault'], untouched('unknown')]);
  });
});

describe('a request that carries what a storage fault left', () => {
  const put = (fault: Fault, token: string | null, until: number | null = null) =>
    on(fault, 0, until, token);

  it('is the fault’s, also once it is undone and until the app sends another', () => {
    expect(
      read(
        put({ name: 'tamper-signature' }, FORGED, 2),
        call(1, FORGED, PROFILE, { refused: true }),
        call(3, FORGED, PROFILE, { refused: true }),
        call(4, TOKEN, PROFILE),
      ),
    ).toEqual([['tamper-signature', 'fault'], ['tamper-signature', 'fault'], untouched()]);
  });

  it('is the app’s own again when it goes back to a genuine token later', () => {
    const old = ending(2_000);
    const rows = read(
      call(-1, old, PROFILE),
      put({ name: 'roll-back', token: old }, old, 2),
      call(1, old, PROFILE, { refused: true }),
      call(3, TOKEN, PROFILE),
      call(9, old, PROFILE, { refused: true }),
    );
    expect(rows.map(([fault]) => fault)).toEqual([null, 'roll-back', null, null]);
  });

  it('is the fault’s where the token stands in quotes, and only there', () => {
    const quoted = call(1, TOKEN, PROFILE, { refused: true, authorization: `Bearer "${TOKEN}"` });
    expect(
      read(put({ name: 'quote' }, TOKEN), quoted, call(2, TOKEN, PROFILE, { refused: true })),
    ).toEqual([['quote', 'fault'], untouched('unknown')]);
  });

  it('is the fault’s where there is none', () => {
    expect(
      read(
        put({ name: 'placeholder' }, null),
        call(1, null, PROFILE, { refused: true, authorization: 'Bearer undefined' }),
        call(2, TOKEN, BALANCE, { refused: true }),
      ),
    ).toEqual([['placeholder', 'fault'], untouched('unknown')]);
  });

  it('makes no later refusal of the genuine token look like a forgery', () => {
    const rows = read(
      call(-1, TOKEN, PROFILE),
      put({ name: 'expire-now' }, FORGED, 2),
      stored(0.1, { futureguide_access_token: FORGED }),
      call(1, FORGED, PROFILE, { refused: true }),
      call(3, TOKEN, PROFILE, { refused: true }),
    );
    expect(rows.at(-1)).toEqual(untouched('unknown'));
  });
});

describe('a refresh', () => {
  const fails: FaultObservation = on({ name: 'fail-refresh', status: 401 }, 0, null);

  it('that the hook answered is the fault’s; one with another answer is not', () => {
    expect(read(fails, refresh(1, { status: 401 }), refresh(2, { status: 429 }))).toEqual([
      ['fail-refresh', 'fault'],
      untouched(),
    ]);
  });

  it('that came late and was refused was refused by the service', () => {
    const late = on({ name: 'delay-refresh', seconds: 5 }, 0, null);
    expect(read(late, refresh(1, { to: ending(7_000) }), refresh(9, { status: 401 }))).toEqual([
      ['delay-refresh', null],
      untouched('refresh-refused'),
    ]);
  });
});
