import { describe, expect, it } from 'vitest';
import {
  certaintySentence,
  certaintyWord,
  refusalSentence,
  refusalWords,
} from '../../panel/words/refusal-sentences.ts';
import {
  CAUSES,
  type Cause,
  CERTAINTIES,
  type Certainty,
} from '../../src/core/language/stable-words.ts';
import { type CauseVerdict, evidence } from '../../src/core/verdict/causes/rule.ts';

const TOKEN = {
  kind: 'token' as const,
  scheme: 'Bearer',
  token: 'x',
  quoted: false,
  padded: false,
};

function sentence(cause: Cause, certainty: Certainty, found: CauseVerdict['evidence'] = []) {
  const refusal = { cause, certainty, evidence: found };
  return refusalSentence({ refusal, validity: 'valid', secondsLeft: 90 }, TOKEN);
}

const ALL = CAUSES.flatMap((cause) => CERTAINTIES.map((certainty) => ({ cause, certainty })));

describe('every cause with every certainty', () => {
  it.each(ALL)('$cause, $certainty', ({ cause, certainty }) => {
    const text = sentence(cause, certainty);
    const lead = {
      certain: 'Refused: ',
      likely: 'Refused. Likely cause: ',
      possible: 'Refused. Possible cause: ',
    };
    expect(text.startsWith(cause === 'unknown' ? 'Refused: ' : lead[certainty])).toBe(true);
    expect(text).toMatch(/^[A-Z].{15,}\.$/);
    expect(text.split(':').length - 1, 'two colons in one sentence').toBe(1);
    expect(text).not.toMatch(/JWT|exp\b|nbf|claim|undefined|null/);
    const refusal = { cause, certainty, evidence: [] };
    expect(refusalWords({ refusal, validity: 'valid' })).toMatch(/^Refused: .{6,}$/);
    const word = cause === 'fault' ? 'certain: simulated' : certainty;
    expect(certaintyWord({ refusal })).toBe(cause === 'unknown' ? null : word);
    expect(certaintySentence(refusal)).toMatch(/^[A-Z].+[.:]$/);
  });

  it('has a sentence of its own for each', () => {
    expect(new Set(CAUSES.map((cause) => sentence(cause, 'certain'))).size).toBe(CAUSES.length);
    expect(
      new Set(
        CAUSES.map((cause) =>
          refusalWords({
            refusal: { cause, certainty: 'likely', evidence: [] },
            validity: 'valid',
          }),
        ),
      ).size,
    ).toBe(CAUSES.length);
  });
});

describe('details of a refusal', () => {
  it('says which side of its life the clocks disagree about', () => {
    const refusal = { cause: 'clock-skew' as const, certainty: 'certain' as const, evidence: [] };
    const said = (validity: 'expired' | 'not-yet-valid') =>
      refusalSentence({ refusal, validity, secondsLeft: -20 }, TOKEN);
    expect(said('expired')).toMatch(/had already expired by the server clock/);
    expect(said('not-yet-valid')).toMatch(/was not valid yet by the server clock/);
  });

  it('suspects no token that was accepted later', () => {
    const found = [evidence('probe-accepted')];
    expect(sentence('unknown', 'possible', found)).toMatch(/it is not the token\. Asked later/);
    expect(sentence('unknown', 'possible')).toMatch(/The token still had .* left\.$/);
  });

  it.each([
    [
      'remove',
      'Refused: the app sent what the simulation “Token removed” had left in its storage.',
    ],
    ['wrong-scheme', 'Refused: the simulation “Wrong scheme” had changed the request on its way.'],
    ['fail-refresh', 'Refused: the simulation “Refresh fails” answered in place of the service.'],
    ['of another version', 'Refused: a simulation was on here.'],
  ])('says what the simulation “%s” did, and no more', (fault, said) => {
    expect(sentence('fault', 'certain', [evidence('fault', { fault })])).toBe(said);
  });

  it('says of a token that a simulation let expire that the app sent it', () => {
    const because = (fault: string) => {
      const refusal = {
        cause: 'fault' as const,
        certainty: 'certain' as const,
        evidence: [evidence('fault', { fault })],
      };
      return { refusal, validity: 'expired' as const, secondsLeft: -20 };
    };
    expect(refusalSentence(because('expire-now'), TOKEN)).toBe(
      'Refused: the app sent an expired token, which the simulation “Token forced to expire” had put there.',
    );
    expect(refusalWords(because('expire-now'))).toBe('Refused: token expired');
    // That one was changed on its way: the app sent another.
    expect(refusalSentence(because('replace-token'), TOKEN)).toMatch(
      /“Token replaced on its way” had changed the request/,
    );
  });
});
