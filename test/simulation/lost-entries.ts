import { Chance } from './chance.ts';
import type { Exchange, Truth } from './exchange.ts';
import { isToldByPage } from './page-hook.ts';

/** Of all recordings: DevTools listed some requests too late, or the page had left by then. */
const LOSES_ENTRIES = 0.35;
/** A page that is refused often jumps to its login before DevTools has the entry. */
const REFUSED_MORE = 3;

/** What nobody can tell from a status alone is not asked for. */
function withoutBody(status: number, truth: Truth): Truth {
  // Only a body tells a route that there is not from a thing that is not there,
  if (status === 404) return { ...truth, outcome: 'unknown' };
  // and an outage of what looks at tokens from any other.
  return status >= 500 ? { ...truth, outcome: 'failed', reasons: [] } : truth;
}

/** As it is known without DevTools: no body but what the page's hook told, no head's own instant. */
function unlisted(exchange: Exchange): Exchange {
  const { timing, truth, status } = exchange;
  const bare = {
    ...exchange,
    truth: withoutBody(status, truth),
    isListed: false,
    requestBody: null,
    body: isToldByPage(exchange) ? exchange.body : '',
    timing: { ...timing, responded: timing.ended },
  };
  if (exchange.cache !== 'revalidated') return bare;
  // Whether the server was asked before the browser gave out what it had, nobody can tell.
  return {
    ...bare,
    status: 200,
    cache: 'disk',
    truth: {
      ...truth,
      passedGuard: false,
    },
  };
}

/** Some recordings lack a share of the entries, those of refusals above all. */
export function withEntriesLost(seed: number, exchanges: readonly Exchange[]): Exchange[] {
  const chance = new Chance(seed ^ 0x105e);
  const share = chance.happens(LOSES_ENTRIES) ? chance.between(0.03, 0.3) : 0;
  return exchanges.map((exchange) => {
    const { route, status } = exchange;
    const risk = status === 401 ? REFUSED_MORE * share : share;
    // What DevTools has of a socket is the socket itself.
    return chance.happens(risk) && route !== 'socket' ? unlisted(exchange) : exchange;
  });
}
