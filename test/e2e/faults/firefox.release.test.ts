import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { launchFirefox, openToolbox } from '../../browser/firefox.ts';
import { waitFor } from '../../browser/wait.ts';
import { startService } from '../../service/service.ts';
import { openApp, readStored } from '../world.ts';
import { ask } from './firefox-faults.ts';

const DISABLE = (id: string) => `(async () => {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  await (await AddonManager.getAddonByID(${JSON.stringify(id)})).disable();
})()`;

it('Firefox, too, puts all back when the extension is disabled, though its scripts end there', async () => {
  const service = await startService();
  const extensionDir = resolve('dist/firefox');
  await using firefox = await launchFirefox({ extensionDir, httpsPort: service.httpsPort });
  try {
    const page = await firefox.browser.newPage();
    await openApp(page, 'v2-before', 'signin');
    const toolbox = await openToolbox(firefox, page);
    const before = await readStored(page);
    for (const fault of [{ name: 'placeholder' }, { name: 'fail-refresh', status: 429 }])
      expect(await ask(toolbox, { type: 'switch-fault', fault, serverOffsetMs: 0 })).toMatchObject({
        kind: 'on',
      });
    expect(await readStored(page)).not.toEqual(before);
    await firefox.inside.chrome(DISABLE(firefox.extensionId));
    await waitFor('the storage as it was', async () => {
      expect(await readStored(page)).toEqual(before);
      return true;
    });
    expect((await page.evaluate(() => window.app.refresh())).status).toBe(200);
  } finally {
    await service.stop();
  }
});
