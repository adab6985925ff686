import { FilteredList, type Growth, isSameList } from '../recording/growing-lists.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { Acceptance } from './acceptance.ts';
import { type Chains, readChains } from './chains.ts';
import type { Credentials } from './credentials.ts';
import { type CredentialStanding, readStanding } from './standing.ts';

/** Whose the tokens are, and which followed which. */
export interface Sessions {
  standing: CredentialStanding;
  chains: Chains;
}

const isOfSession = ({ route }: RequestFacts) =>
  route.kind === 'refresh' || route.kind === 'logout';

/** Reads the sessions of a recording again where anything that they are made of is new, which is seldom. */
export class SessionReader {
  readonly #calls = new FilteredList<RequestFacts>();
  #madeOf: readonly unknown[] = [];
  #sessions: Sessions | null = null;

  /** The same object as before where the same is to be said. */
  read(
    recording: Recorded,
    requests: Growth<RequestFacts>,
    credentials: Credentials,
    acceptance: Acceptance,
  ): Sessions {
    const calls = this.#calls.read(requests, isOfSession).items;
    const madeOf = [
      ...calls,
      credentials,
      recording.storageHistory(),
      ...credentials.all.map((record) => acceptance.first(record) !== null),
      ...credentials.all.map((record) => acceptance.isDoubted(record)),
    ];
    if (this.#sessions && isSameList(madeOf, this.#madeOf)) return this.#sessions;
    const standing = readStanding(credentials, acceptance);
    const chains = readChains(recording, calls, credentials, standing);
    this.#madeOf = madeOf;
    this.#sessions = { standing, chains };
    return this.#sessions;
  }
}
