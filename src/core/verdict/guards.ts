import { Fold, type Folding } from '../recording/fold.ts';
import type { Growth } from '../recording/growing-lists.ts';
import type { RequestFacts } from '../recording/request.ts';

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}

const CARRIED: Folding<RequestFacts, Set<string>> = {
  empty: () => new Set(),
  copy: (carried) => new Set(carried),
  add(carried, { route, credential, by, url }) {
    if (route.kind === 'page' && credential.kind === 'token' && by === 'app')
      carried.add(withoutQuery(url));
  },
};

/** Says of a request what its route is, once it is known which ones are guarded. */
export type GuardReading = (request: RequestFacts) => RequestFacts;

/**
 * Takes a route that is not of the API for a guarded one where the app has once sent a token there:
 * so it is with routes of its own server.
 */
export class GuardReader {
  readonly #carried = new Fold(CARRIED);
  #known: ReadonlySet<string> = new Set();
  #reading: GuardReading = (request) => request;

  /** The same function as before where the same routes are guarded. */
  read(requests: Growth<RequestFacts>): GuardReading {
    const carried = this.#carried.read(requests);
    const isSame =
      carried.size === this.#known.size && [...carried].every((it) => this.#known.has(it));
    if (isSame) return this.#reading;
    this.#known = carried;
    this.#reading = (request) => {
      const { route, url } = request;
      if (route.kind !== 'page' || !carried.has(withoutQuery(url))) return request;
      return { ...request, route: { ...route, guarded: true } };
    };
    return this.#reading;
  }
}
