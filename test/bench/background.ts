/** What the background takes to hear a page's requests while nothing of ours is open. */
import { extensionWorker } from '../browser/extension-worker.ts';
import { EXTENSION_DIR, openApp, openWorld } from '../e2e/world.ts';
import { type Measured, median } from './measure.ts';
import { NAMES, send } from './panel.ts';

const REQUESTS = 1_000;
const AT_ONCE = 6;
const ROUNDS = 5;
const US_IN_MS = 1_000;
/** Samples of these are no work of ours. */
const NO_WORK = ['(idle)', '(program)', '(root)'];

/** ms of script in the worker for each of some rounds of so many requests, in so built an extension. */
export async function backgroundMs(extensionDir: string): Promise<number[]> {
  await using world = await openWorld({ build: 'current' }, { extensionDir });
  const { page, chrome } = world;
  await page.evaluateOnNewDocument(NAMES);
  await openApp(page, 'current', 'signin');
  const worker = await extensionWorker(chrome.browser, chrome.extensionId);
  const { client } = worker;
  await client.send('Profiler.enable');
  const took: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await client.send('Profiler.start');
    await send(page, `round-${round}`, REQUESTS, AT_ONCE);
    const { profile } = await client.send('Profiler.stop');
    const idle = new Set(
      profile.nodes
        .filter(({ callFrame }) => NO_WORK.includes(callFrame.functionName))
        .map(({ id }) => id),
    );
    const { samples = [], timeDeltas = [] } = profile;
    const us = samples.reduce(
      (sum, node, index) => sum + (idle.has(node) ? 0 : (timeDeltas[index] ?? 0)),
      0,
    );
    // The first round compiles what the others run.
    if (round > 0) took.push(us / US_IN_MS);
  }
  return took;
}

export async function measure(): Promise<Measured[]> {
  const ms = median(await backgroundMs(EXTENSION_DIR));
  return [
    {
      name: `Script of the background for ${REQUESTS.toLocaleString('en')} requests, nothing of ours open`,
      value: `${ms.toFixed(0)} ms`,
      aim: '',
      holds: null,
    },
  ];
}
