/** What lay in a page's storage from an instant (true ms) on. */
export interface StoredState {
  at: number;
  entries: Record<string, string>;
  cookies: Record<string, string>;
}

/** localStorage and cookies of the app's origin, shared by its tabs, with their history. */
export class PageStorage {
  readonly states: StoredState[] = [];
  #entries: Record<string, string> = {};
  #cookies: Record<string, string> = {};

  get(key: string): string | null {
    return this.#entries[key] ?? null;
  }

  cookie(name: string): string | null {
    return this.#cookies[name] ?? null;
  }

  /** One write after another, at one instant; null removes. */
  write(
    at: number,
    entries: Record<string, string | null>,
    cookies: Record<string, string | null> = {},
  ) {
    this.#entries = written(this.#entries, entries);
    this.#cookies = written(this.#cookies, cookies);
    this.states.push({ at, entries: this.#entries, cookies: this.#cookies });
  }

  keys(): string[] {
    return Object.keys(this.#entries);
  }

  cookieNames(): string[] {
    return Object.keys(this.#cookies);
  }
}

function written(
  before: Record<string, string>,
  changes: Record<string, string | null>,
): Record<string, string> {
  const all = Object.entries({ ...before, ...changes });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null));
}
