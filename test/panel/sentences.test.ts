import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../../panel/words/language.ts';
import {
  statusWords,
  type ToldRequest,
  verdictSentence,
  verdictWords,
} from '../../panel/words/sentences.ts';
import { LOCALES } from '../../src/core/language/language.ts';
import {
  CAUSES,
  CERTAINTIES,
  type Flag,
  OUTCOMES,
  type Outcome,
  VALIDITIES,
  type Validity,
} from '../../src/core/language/stable-words.ts';
import type { HarLeg } from '../../src/core/recording/observation.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import type { RequestFacts } from '../../src/core/recording/request.ts';
import type { RouteKind } from '../../src/core/service/service-profile.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import type { CauseVerdict } from '../../src/core/verdict/causes/rule.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS, REFUSED, type Told as ToldLeg, web } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';
import { serveLocaleFiles } from './locale-files.ts';

serveLocaleFiles();

const NOON_S = NOON_MS / 1000;
const API = 'https://api.futureguide.id';
const GOOD = `Bearer ${v2Token(NOON_S - 60)}`;
const EXPIRING = `Bearer ${v2Token(NOON_S - 3558)}`;
const EXPIRED = `Bearer ${v2Token(NOON_S - 3612)}`;

function entry(leg: HarLeg | ReturnType<typeof web>) {
  const recording = new Recording(futureGuide);
  recording.add(leg);
  const [judged] = analyse(recording).requests;
  if (!judged) throw new Error('one request in, one request out');
  return judged;
}

describe('what the panel says of a request', () => {
  it('says of one whose end nobody saw that it has ended, and no more', () => {
    const { facts: request, verdict } = entry(web({}, { isEndUnseen: true }));
    expect(statusWords(request)).toBe('(unseen)');
    expect(verdictWords({ facts: request, verdict })).toBe('Ended, answer not seen');
    expect(verdictSentence({ facts: request, verdict })).toMatch(
      /ended, but its answer was not seen/,
    );
  });

  it.each<[ToldLeg, string, string]>([
    [
      { authorization: EXPIRED, status: 401, body: REFUSED },
      'Refused: token expired',
      'Refused. Likely cause: the token had expired 12 s before it was sent.',
    ],
    [
      { authorization: EXPIRED, status: 200 },
      'Accepted although expired',
      'Accepted although the token had expired 12 s earlier: the service caches its checks.',
    ],
    [
      { authorization: GOOD, status: 200 },
      'Accepted',
      'Accepted: the token had 59 min left when it was sent.',
    ],
    [
      { url: 'https://futureguide.id/_next/static/chunks/main.js', status: 304 },
      'No token needed',
      'Accepted. No token is needed here.',
    ],
    [
      { method: 'POST', url: `${API}/api/auth/v2/login`, status: 200, body: '{}' },
      'Accepted',
      'Accepted. The service does not look at a token here.',
    ],
    [
      { authorization: EXPIRING, status: 200 },
      'Accepted, about to expire',
      'Accepted: the token had only 42 s left when it was sent.',
    ],
    [
      { authorization: GOOD, status: 401, body: REFUSED },
      'Refused: reason not visible',
      'Refused: the reason cannot be seen from here. The token still had 59 min left.',
    ],
    [{ status: 401, body: REFUSED }, 'Refused: no token sent', 'Refused: no token was sent.'],
    [
      { authorization: 'Bearer undefined', status: 401, body: REFUSED },
      'Refused: no real token',
      'Refused: the app sent the word “undefined” where a token belongs.',
    ],
    [
      { authorization: 'Bearer', status: 401, body: REFUSED },
      'Refused: no real token',
      'Refused: the app sent “Bearer” with nothing behind it.',
    ],
    [
      { authorization: `Bearer "${v2Token(NOON_S - 60)}"`, status: 401, body: REFUSED },
      'Refused: token in quotes',
      'Refused: the token was sent inside quotation marks.',
    ],
    [
      { method: 'POST', url: `${API}/api/auth/v2/refresh`, status: 401, body: REFUSED },
      'Refused: refresh token invalid',
      'Refused: the refresh token is no longer accepted. The user has to sign in again.',
    ],
    [
      { authorization: GOOD, status: 503, body: '{}' },
      'Service failed',
      'The service failed (503); that says nothing about the token. The token had 59 min left when it was sent.',
    ],
    [
      { authorization: GOOD, status: 0, error: 'net::ERR_ABORTED' },
      'Cancelled',
      'Cancelled before an answer came: the page left or gave up waiting. The token had 59 min left when it was sent.',
    ],
    [
      { authorization: GOOD, status: 429, body: '{}' },
      'Too many requests',
      'Too many requests: the service did not look at the token; the token had 59 min left when it was sent.',
    ],
    [
      {
        method: 'POST',
        url: `${API}/api/auth/v2/login`,
        status: 401,
        body: '{"success":false,"error":{"code":"INVALID_CREDENTIALS","message":"Invalid email or password"}}',
      },
      'Sign-in refused',
      'Sign-in was refused; that is about the password or the account, not about a token.',
    ],
  ])('%j', (told, words, sentence) => {
    const row = entry(har(told));
    expect(verdictWords(row)).toBe(words);
    expect(verdictSentence(row)).toBe(sentence);
  });

  it('says beside the status that a cache had the answer', () => {
    expect(statusWords(entry(har({ status: 304 })).facts)).toBe('304, from cache');
    const kept = har({ status: 200 }, { fromCache: true });
    expect(statusWords(entry(kept).facts)).toBe('200, from cache');
    expect(statusWords(entry(har({ status: 200 })).facts)).toBe('200');
  });

  it('says of a pending request what it carries', () => {
    const pending = entry(web({ authorization: EXPIRED }));
    expect(statusWords(pending.facts)).toBe('(pending)');
    expect(verdictWords(pending)).toBe('Sent expired, waiting');
    expect(verdictSentence(pending)).toBe(
      'Waiting for the answer: the token had expired 12 s before it was sent.',
    );
  });
});

const FLAGS: Flag[][] = [[], ['sent-expired'], ['invalid-token'], ['sent-expired', 'auth-error']];
const REFUSALS: (CauseVerdict | null)[] = [
  null,
  ...CAUSES.flatMap((cause) =>
    CERTAINTIES.map((certainty) => ({ cause, certainty, evidence: [] })),
  ),
];
const ROUTES: RouteKind[] = ['login', 'refresh', 'poll', 'public', 'page'];
const ANSWERS: Pick<RequestFacts, 'status' | 'error'>[] = [
  { status: null, error: null },
  { status: null, error: 'NS_BINDING_ABORTED' },
  { status: 200, error: null },
  { status: 401, error: null },
  { status: 429, error: null },
  { status: 503, error: null },
];

function* combinations(validity: Validity, outcome: Outcome): Generator<ToldRequest> {
  for (const refusal of outcome === 'rejected' ? REFUSALS : [null])
    for (const flags of FLAGS)
      for (const kind of ROUTES)
        for (const answer of ANSWERS)
          for (const secondsLeft of [null, -12.4, 0, 4000]) {
            const route = { ...futureGuide.route('GET', API), kind };
            const credential = { kind: 'absent' as const };
            yield {
              verdict: { validity, outcome, flags, refusal, secondsLeft, error: null, clock: null },
              facts: {
                ...answer,
                state: outcome === 'unknown' && answer.status === null ? 'unseen' : 'answered',
                route,
                credential,
                method: 'GET',
              },
            };
          }
}

describe.each(LOCALES)(
  'every combination of validity, outcome, cause and flags, in “%s”',
  (locale) => {
    beforeAll(() => speak(locale));
    afterAll(() => speak('en'));
    const pairs = VALIDITIES.flatMap((validity) =>
      OUTCOMES.map((outcome) => ({ validity, outcome })),
    );
    it.each(pairs)('$validity, $outcome: has a whole sentence', ({ validity, outcome }) => {
      const odd: string[] = [];
      const check = (text: string, form: RegExp) => {
        if (!form.test(text) || /undefined|null|NaN|\.\.| {2}/.test(text)) odd.push(text);
      };
      for (const told of combinations(validity, outcome)) {
        check(verdictSentence(told), /^[A-Z].{8,}\.$/);
        check(verdictWords(told), /^[A-Z].{3,40}$/);
      }
      expect(odd).toEqual([]);
    });
  },
);
