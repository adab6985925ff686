import { readAddedHosts } from '../core/service/added-hosts.ts';
import { KnownHosts } from '../core/service/known-hosts.ts';
import { futureGuide, HOST_PATTERNS } from '../futureguide.ts';
import { browser } from '../platform/browser.ts';
import { loadHosts, watchHosts } from '../platform/kept-hosts.ts';
import { registerHostScripts } from './host-scripts.ts';

/** The hosts that count now, as long as the worker lives. */
export class LiveHosts {
  known = new KnownHosts(futureGuide, HOST_PATTERNS);
  #registering: Promise<void> = Promise.resolve();
  /** origins of added hosts that the browser does not let us see now */
  #withheld: ReadonlySet<string> = new Set();

  /** To be awaited before anything is read; `onChange` is called at every later change. */
  async load(onChange: () => void): Promise<void> {
    watchHosts((kept) => {
      this.#take(kept);
      void this.onAccess().then(onChange);
    }, new AbortController().signal);
    this.#take(await loadHosts());
    await this.onAccess();
  }

  /** The browser has granted or withdrawn something. */
  async onAccess(): Promise<void> {
    const { added } = this.known;
    const granted = await Promise.all(added.map(({ origin }) => this.hasAccess(origin)));
    this.#withheld = new Set(
      added.flatMap(({ origin }, index) => (granted[index] ? [] : [origin])),
    );
  }

  /** Whether what a page tells is taken: its scripts outlive a host that was taken away. */
  isHeard(url: string): boolean {
    return this.known.isServicePage(url) && !this.#withheld.has(new URL(url).origin);
  }

  /** Whether the browser lets the extension see what belongs to a page. */
  hasAccess(url: string): Promise<boolean> {
    return browser.permissions.contains({ origins: this.known.patternsAt(url) });
  }

  #take(kept: unknown): void {
    this.known = new KnownHosts(futureGuide, HOST_PATTERNS, readAddedHosts(kept));
    const { added } = this.known;
    this.#registering = this.#registering
      .then(() => registerHostScripts(added))
      .catch((error: unknown) => console.error(error));
  }
}
