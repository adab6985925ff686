import { waitFor } from '../browser/wait.ts';
import { openApp, openPanel, openWorld, waitForText } from '../e2e/world.ts';
import { type Eye, SIZES, type Subject } from './camera.ts';

/** What the page behind the panel would do later waits for `goOn`. */
const HOLD_BACK = `(() => {
  const { setTimeout } = globalThis;
  const held = [];
  globalThis.setTimeout = (act) => held.push(act);
  globalThis.goOn = () => {
    globalThis.setTimeout = setTimeout;
    for (const act of held) act();
  };
})()`;
/** As in a page of an extension that was updated under it. */
const GO_ON_UPDATED = `for (const api of [chrome, globalThis.browser ?? chrome])
  Object.defineProperty(api, 'runtime', { value: undefined });
goOn();`;

/** The page of DevTools in which the session lives that the panel shows. */
function sessionPage({ tools }: Subject) {
  return waitFor('the page behind the panel', () =>
    tools.devtools.frames().find((frame) => frame.url().endsWith('/devtools.html')),
  );
}

/** What the panel says where its extension does not answer, for a while or any more. */
export async function takeLost(eye: Eye): Promise<void> {
  await using world = await openWorld({}, { deviceScaleFactor: 1 });
  await openApp(world.page, 'v2-before', 'signin');
  const opened = await openPanel(world.page, SIZES.wide);
  await waitForText(opened.frame, /Can be refreshed/);
  const behind = await sessionPage(opened);
  await behind.evaluate(HOLD_BACK);
  await world.chrome.stopWorker();
  await waitForText(opened.frame, /The page is not connected at the moment/);
  await eye.take('connection-lost', opened);
  await behind.evaluate(GO_ON_UPDATED);
  await waitForText(opened.frame, /The extension was updated/);
  await eye.take('extension-updated', opened);
}
