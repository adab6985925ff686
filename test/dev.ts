/**
 * `npm run dev`: builds the extension again after every change, and shows it in a browser on the
 * loopback FutureGuide. The extension, the page and DevTools are loaded anew after each build.
 */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import type { DevTools } from './browser/chromium.ts';
import { APP, EXTENSION_DIR, openApp, openPanel, openWorld, type World } from './e2e/world.ts';
import { hasDisplay } from './start/display.ts';
import { interruption } from './start/interruption.ts';
import { browserClosed, openWindow, WINDOW } from './start/window.ts';

const SWITCHES = { tokenLifetimeSeconds: 300, pollSeconds: 10, assessmentSeconds: 3600 };
const BUILD = 'v2-before';
const STEPS = 'signin,submit,poll';
const headless = !hasDisplay();

/** The browser with what was built last; one reload at a time, and the last one is never left out. */
class Stage {
  #world: World | null = null;
  #tools: DevTools | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #isDue = false;
  #builds = 0;
  readonly #onClosed: () => void;

  constructor(onClosed: () => void) {
    this.#onClosed = onClosed;
  }

  /** While a build is under way there is nothing whole to show. */
  hold(): void {
    this.#builds += 1;
    this.#isDue = false;
  }

  show(): void {
    this.#isDue = true;
    this.#turn = this.#turn.then(() => this.#showIfDue());
  }

  async #showIfDue(): Promise<void> {
    if (!this.#isDue) return;
    this.#isDue = false;
    const build = this.#builds;
    try {
      await (this.#world ? this.#reload(this.#world) : this.#open());
    } catch (error) {
      // A build that began meanwhile took the files away, and is shown next.
      if (build === this.#builds) say(`Not shown: ${messageOf(error)}`);
    }
  }

  async #open(): Promise<void> {
    const world = await openWorld(SWITCHES, { headless, ...(headless ? {} : WINDOW) });
    this.#world = world;
    void browserClosed(world.chrome.browser).then(this.#onClosed);
    await openApp(world.page, BUILD, STEPS);
    await this.#openDevTools(world);
    say(`Shown. Switches: curl ${world.service.control.url}/switches`);
  }

  async #reload(world: World): Promise<void> {
    const { chrome, page } = world;
    // DevTools keep nothing of an extension that was replaced.
    await this.#tools?.close();
    await chrome.browser.installExtension(EXTENSION_DIR);
    if (page.url().startsWith(APP)) await page.reload();
    else await openApp(page, BUILD, STEPS);
    await this.#openDevTools(world);
    say('Reloaded the extension, the page and DevTools.');
  }

  async #openDevTools({ page }: World): Promise<void> {
    this.#tools = headless ? (await openPanel(page)).tools : await openWindow(page);
  }
}

function say(line: string): void {
  process.stdout.write(`${new Date().toLocaleTimeString('en-GB')}  ${line}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The content scripts are built apart, so that the watch does not learn of their files by itself. */
const watchEverything: Plugin = {
  name: 'watch-everything',
  buildStart() {
    for (const folder of ['src', 'panel', 'public'])
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
        if (/\.\w+$/.test(name)) this.addWatchFile(resolve(join(folder, name)));
  },
};

function onBuild(event: Rolldown.RolldownWatcherEvent, stage: Stage): void {
  if (event.code === 'START') stage.hold();
  // Vite has printed the error itself.
  if (event.code === 'ERROR') say('Not built; the next change is tried again.');
  if (event.code !== 'BUNDLE_END') return;
  say(`Built in ${event.duration} ms.`);
  stage.show();
}

// The build's plugins tell their progress here whatever the log level.
console.log = () => {};
console.warn = () => {};

const closed = new Promise<number>((resolve) => {
  if (headless) say('No display here, so the browser has no window; builds and reloads are told.');
  const stage = new Stage(() => resolve(0));
  void build({ logLevel: 'error', plugins: [watchEverything], build: { watch: {} } }).then(
    (watcher) => {
      if ('on' in watcher) watcher.on('event', (event) => onBuild(event, stage));
    },
  );
});
process.exit(await Promise.race([closed, interruption().then(() => 0)]));
