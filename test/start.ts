/**
 * `npm start`: builds the extension, starts a FutureGuide on loopback and a browser with the
 * extension, and lets a token run out under the eyes of the panel. With a display a person watches;
 * without one the story is driven to its end.
 */
import type { Browser, Frame } from 'puppeteer-core';
import { findChromium } from './browser/find-browser.ts';
import {
  EXTENSION_DIR,
  type OpenPanel,
  openApp,
  openFirstFlagged,
  openPanel,
  openWorld,
} from './e2e/world.ts';
import { packExtension } from './release/packages.ts';
import { unpack } from './release/zip.ts';
import type { Service } from './service/service.ts';
import { answerLine, isWorthALine } from './start/answer-line.ts';
import { buildExtension } from './start/build-extension.ts';
import { hasDisplay } from './start/display.ts';
import { INTERRUPTED_EXIT_CODE, interruption } from './start/interruption.ts';
import { readOptions, type StartOptions } from './start/options.ts';
import { STORIES } from './start/stories.ts';
import { playStory, StoryError } from './start/story.ts';
import { readShownRequests, verdictTable } from './start/verdict-table.ts';
import { browserClosed, openWindow, WINDOW } from './start/window.ts';

/** Every 5 s, or oftener where a token lives so short that few polls would fit into its life. */
const pollSecondsFor = (lifeSeconds: number) => Math.min(5, lifeSeconds / 4);
const ASSESSMENT_SECONDS = 3600;
/** Builds that refresh ahead do so in the last third of a token's life, or at 300 s as in production. */
const refreshAheadSecondsFor = (lifeSeconds: number) => Math.min(300, lifeSeconds / 3);
const PICTURE = 'start-panel.png';

async function inTime<T>(what: string, act: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const done = await act();
  console.log(`${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return done;
}

function tell(service: Service): void {
  service.onAnswer((entry) => {
    if (isWorthALine(entry)) console.log(answerLine(entry));
  });
}

/** A person watches until the browser is closed. */
async function watch(browser: Browser, { build, lifeSeconds }: StartOptions): Promise<number> {
  const { watch: lines } = STORIES[build];
  console.log(
    `\nA token lives ${lifeSeconds} s; the app (build ${build}) polls every ${pollSecondsFor(lifeSeconds)} s.`,
  );
  for (const [index, line] of lines.entries()) console.log(`  ${index + 1}. ${line}`);
  console.log('');
  await browserClosed(browser);
  console.log('The browser was closed.');
  return 0;
}

async function play({ tools, frame }: OpenPanel, options: StartOptions): Promise<number> {
  const { build, lifeSeconds } = options;
  console.log(
    `\nNo window: the story of the build ${build} is played without one (${lifeSeconds} s until the token expires).\n`,
  );
  const end = await playStory(frame, build, lifeSeconds, console.log).catch((error: unknown) => {
    if (error instanceof StoryError) return error;
    throw error;
  });
  await openFirstFlagged(frame);
  await tools.screenshot(PICTURE);
  await showTable(frame);
  if (typeof end === 'string') {
    console.log(`${end} The panel: ${PICTURE}`);
    return 0;
  }
  console.log(`The story did not come out at the step “${end.step}”: ${end.message}`);
  return 1;
}

async function showTable(frame: Frame): Promise<void> {
  const all = await readShownRequests(frame);
  const calls = all.filter(({ request }) => request.includes(' /api/'));
  console.log(`\n${verdictTable(calls)}`);
  console.log(`(and ${all.length - calls.length} for the page itself and its socket)\n`);
}

/** The folder that the browser loads: as built, or as unpacked from the zip for the store. */
async function extensionDir({ fromZip }: StartOptions): Promise<string> {
  if (!fromZip) {
    await inTime(`Built ${EXTENSION_DIR}`, buildExtension);
    return EXTENSION_DIR;
  }
  const zip = packExtension('chrome');
  console.log(`Unpacked ${zip}`);
  return unpack(zip);
}

async function start(options: StartOptions): Promise<number> {
  const { build, headless, lifeSeconds } = options;
  const executable = await findChromium();
  console.log(`Browser: ${executable}`);
  const extension = await extensionDir(options);
  const switches = {
    build,
    tokenLifetimeSeconds: lifeSeconds,
    pollSeconds: pollSecondsFor(lifeSeconds),
    assessmentSeconds: ASSESSMENT_SECONDS,
    refreshAheadSeconds: refreshAheadSecondsFor(lifeSeconds),
  };
  await using world = await inTime('Started FutureGuide on 127.0.0.1 and the browser', () =>
    openWorld(switches, { headless, extensionDir: extension, ...(headless ? {} : WINDOW) }),
  );
  const { service, page, chrome } = world;
  tell(service);
  if (headless) {
    const panel = await openPanel(page);
    await openApp(page, build, 'signin,submit,poll');
    return await play(panel, options);
  }
  await openWindow(page);
  await openApp(page, build, 'signin,submit,poll');
  return await watch(chrome.browser, options);
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), hasDisplay());
  const interrupted = interruption().then(() => {
    console.log('\nEnded.');
    return options.headless ? INTERRUPTED_EXIT_CODE : 0;
  });
  return await Promise.race([start(options), interrupted]);
}

// What still runs after an interruption ends with the process, the browser and its profile too.
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
