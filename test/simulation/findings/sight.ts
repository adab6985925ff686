/** What a recording shows of tokens, prepared once for all findings' truths. */
import type { Exchange } from '../exchange.ts';
import { greyOf, type Instants, instantsOf, isClockKnown } from '../instants.ts';
import type { TokenFacts } from '../token.ts';
import { isOfApi, type View } from '../view.ts';

/** Whether a finding has to be said, may be said, or is false. */
export type Due = 'must' | 'may' | 'not';

export interface Use {
  exchange: Exchange;
  token: TokenFacts;
  /** ms after `exp`; null where the token has none that a verifier reads */
  late: Instants | null;
  /** ms; nearer to `exp` than this both sides are fair */
  grey: number;
  isClockKnown: boolean;
}

export interface Issue {
  exchange: Exchange;
  token: TokenFacts;
}

export interface Sight {
  view: View;
  exchanges: readonly Exchange[];
  /** with a JWT, on routes and sockets that look at it, in order of start */
  uses: readonly Use[];
  refreshes: readonly Exchange[];
  /** answers that brought a token and were read */
  issues: readonly Issue[];
  /** the same, and those whose body DevTools did not have */
  issued: readonly Issue[];
  /** tokens that the service is seen to have issued or accepted */
  genuine: ReadonlySet<TokenFacts>;
}

function useOf(view: View, exchange: Exchange): Use[] {
  const { token } = exchange.truth;
  if (!token || !isOfApi(exchange) || token.generation === null) return [];
  return [
    {
      exchange,
      token,
      late: token.exp === null ? null : instantsOf(view, exchange, token.exp),
      grey: greyOf(view, exchange),
      isClockKnown: isClockKnown(view, exchange),
    },
  ];
}

function issueOf({ session }: View, exchange: Exchange): Issue[] {
  const { route, status, body } = exchange;
  if ((route !== 'login' && route !== 'refresh') || status !== 200 || body === '') return [];
  const { data } = JSON.parse(body) as { data?: { idToken?: string; token?: string } };
  const token = session.service.verifier.tokenFacts(data?.idToken ?? data?.token ?? '');
  return token ? [{ exchange, token }] : [];
}

/** As it was, whatever DevTools had of it. */
function listed({ session }: View, exchange: Exchange): Exchange {
  return session.browser.exchanges[exchange.n] ?? exchange;
}

export function sightOf(view: View): Sight {
  // What a fault did is never the app's doing, where the recording knows of it.
  const isOwn = ({ byFault }: Exchange) => !byFault || !view.seesStorage;
  const exchanges = view.exchanges.filter(isOwn);
  const shown = view.sockets.flatMap((life) => life.uses).filter(isOwn);
  const uses = [...exchanges, ...shown]
    .sort((a, b) => a.timing.start - b.timing.start || a.n - b.n)
    .flatMap((exchange) => useOf(view, exchange));
  const issues = exchanges.flatMap((exchange) => issueOf(view, exchange));
  const accepted = uses.filter(({ exchange }) => exchange.truth.passedGuard);
  return {
    view,
    exchanges,
    uses,
    refreshes: exchanges.filter(({ route }) => route === 'refresh'),
    issues,
    issued: exchanges.flatMap((exchange) => issueOf(view, listed(view, exchange))),
    genuine: new Set([...issues, ...accepted].map(({ token }) => token)),
  };
}

/** A clock was set between two instants, so that the recording's own times mislead. */
export function wasSetBetween({ view }: Sight, a: number, b: number): boolean {
  const [from, to] = a < b ? [a, b] : [b, a];
  return view.session.clock.steps.some(({ at }) => at > from && at <= to);
}

export function dueIf(must: boolean, may: boolean): Due {
  if (must) return 'must';
  return may ? 'may' : 'not';
}
