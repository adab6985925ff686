/** Draws the pictures of the support guides: the popup in each of its states, in both languages. */
import { mkdirSync } from 'node:fs';
import { LOCALES } from '../../src/core/language/language.ts';
import { waitFor } from '../browser/wait.ts';
import { openOwnWindow } from '../e2e/own-window.ts';
import { openPopup, popupText, tabOf } from '../e2e/popup.ts';
import { setSiteAccess } from '../e2e/site-access.ts';
import { APP, EXTENSION_DIR, openApp, openWorld, press, type World } from '../e2e/world.ts';
import { RESIDENTS } from '../service/people.ts';
import type { Switches } from '../service/switches.ts';
import { buildExtension } from '../start/build-extension.ts';
import { writeInRoboto } from './fonts.ts';

const FOLDER = 'docs/support';
const BUILD = 'v2-before';

/** Takes a picture of the popup once it says something of that kind, in each language. */
async function take(world: World, name: string, said: RegExp, tabId: number | null): Promise<void> {
  for (const locale of LOCALES) {
    const popup = await openPopup(world, tabId);
    await popup.evaluate((kept) => chrome.storage.local.set({ settings: kept }), { locale });
    await popup.reload();
    await popup.waitForSelector('main');
    await waitFor(`${name} in ${locale}`, async () => {
      const text = await popupText(popup);
      if (!said.test(text)) throw new Error(`it says: ${text}`);
      return true;
    });
    const main = await popup.waitForSelector('main');
    await main?.screenshot({ path: `${FOLDER}/${name}.${locale}.png` });
    await popup.close();
    console.log(`${FOLDER}/${name}.${locale}.png`);
  }
}

/** A tab of its own where somebody is signed in, under the switches; this build never refreshes. */
async function signedIn(world: World, switches: Partial<Switches> = {}): Promise<number> {
  world.service.reset();
  world.service.set({ pollSeconds: 600, assessmentSeconds: 600, ...switches });
  await world.page.close();
  world.page = await world.chrome.browser.newPage();
  await world.page.goto(`${APP}/?build=${BUILD}`);
  await world.page.evaluate(() => localStorage.clear());
  await openApp(world.page, BUILD, 'signin,submit');
  return tabOf(world, APP);
}

/** One poll that the app does not answer for: what follows is not its doing. */
async function poll({ page }: World): Promise<void> {
  await page.evaluate(async () => {
    const { token, jobId } = window.app.state();
    const headers = { Authorization: `Bearer ${token}` };
    await fetch(`https://api.futureguide.id/api/assessment/status/${jobId}`, { headers });
  });
}

// The places and people are Indonesian, so is the time.
process.env.TZ = 'Asia/Jakarta';
writeInRoboto();
await buildExtension();
mkdirSync(FOLDER, { recursive: true });
await using world = await openWorld();
await take(world, 'not-open', /Nothing of|tidak terbuka/, null);
await take(world, 'good', /is good for|masih berlaku/, await signedIn(world));
const ending = await signedIn(world, { tokenLifetimeSeconds: 200 });
await take(world, 'ending', /ends in|berakhir/, ending);
const ended = await signedIn(world, { tokenLifetimeSeconds: 2 });
await waitFor(
  'a refusal',
  async () => (await world.page.evaluate(() => window.app.pollOnce())).status === 401,
);
await take(world, 'ended', /requests are refused|request ditolak/, ended);
const refused = await signedIn(world);
world.service.blacklist(await world.page.evaluate(() => window.app.state().token ?? ''));
await poll(world);
await take(world, 'refused', /service refused|server menolak/, refused);
const outage = await signedIn(world);
world.service.set({ verifierDown: 'unverified' });
await poll(world);
await take(world, 'outage', /service itself|servernya sendiri/, outage);
const out = await signedIn(world);
await world.page.evaluate(() => window.app.signOut());
await take(world, 'signed-out', /Signed out|Sudah logout/, out);
// The user's computer is far ahead.
const clock = await signedIn(world, { clockOffsetSeconds: -4_200 });
await poll(world);
await take(world, 'clock', /about 1 h 10 min fast|lebih cepat sekitar 1 jam 10 menit/, clock);
const another = await signedIn(world);
await world.page.evaluate((account) => window.app.signIn(account), RESIDENTS.budi);
await take(world, 'somebody-else', /as budi|sebagai budi/, another);
const simulated = await signedIn(world);
const tokenNow = () => world.page.evaluate(() => window.app.state().token);
const real = await tokenNow();
const frame = await openOwnWindow(world, simulated);
// Its buttons are found by their English names.
await frame.evaluate(() => chrome.storage.local.clear());
await frame.waitForSelector('[data-tab="faults"]');
await frame.$eval('[data-tab="faults"]', (tab) => (tab as HTMLElement).click());
await press(frame, 'Switch on: Token forced to expire');
await frame.waitForSelector('dialog .primary');
await frame.$eval('dialog .primary', (yes) => (yes as HTMLElement).click());
await waitFor('the token to be another', async () => (await tokenNow()) !== real);
await poll(world);
await take(world, 'simulation', /a simulation that was on|simulasi yang aktif/, simulated);
await frame.page().close();
const withheld = await signedIn(world);
await setSiteAccess(world, 'ON_CLICK');
await take(world, 'access-withheld', /not yet allowed|belum mengizinkan/, withheld);
await setSiteAccess(world, 'ON_ALL_SITES');
const before = await signedIn(world);
await world.chrome.browser.installExtension(EXTENSION_DIR);
await take(world, 'unheard', /was already open|sudah terbuka sebelum/, before);
