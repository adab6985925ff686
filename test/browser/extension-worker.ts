import type { Browser, CDPSession, Target, WebWorker } from 'puppeteer-core';
import { waitFor } from './wait.ts';

/** The extension's background worker, started first when it is not running. */
export async function extensionWorker(browser: Browser, extensionId: string): Promise<WebWorker> {
  return await waitFor('the background worker to run', async () => {
    const target = workerTarget(browser, extensionId);
    if (target) return await target.worker();
    await startWorker(browser, extensionId);
    return null;
  });
}

/** Stops the background worker and returns once it is gone; its globals are lost. */
export async function stopExtensionWorker(browser: Browser, extensionId: string): Promise<void> {
  const target = workerTarget(browser, extensionId);
  if (!target) return;
  const worker = await target.worker();
  await worker?.close();
  await waitFor('the background worker to stop', async () => {
    if (!browser.targets().includes(target)) return true;
    // Who waited for it may have started it again in the same target before puppeteer let go of that.
    await inServiceWorkerDomain(browser, (session) => session.send('ServiceWorker.stopAllWorkers'));
    return false;
  });
}

function workerTarget(browser: Browser, extensionId: string): Target | undefined {
  return browser
    .targets()
    .find(
      (target) =>
        target.type() === 'service_worker' &&
        target.url().startsWith(`chrome-extension://${extensionId}/`),
    );
}

async function startWorker(browser: Browser, extensionId: string): Promise<void> {
  const scopeURL = `chrome-extension://${extensionId}/`;
  await inServiceWorkerDomain(browser, (session) =>
    session.send('ServiceWorker.startWorker', { scopeURL }),
  );
}

/** The protocol's ServiceWorker domain exists in page sessions only, so it borrows a page. */
async function inServiceWorkerDomain(
  browser: Browser,
  act: (session: CDPSession) => Promise<void>,
): Promise<void> {
  const context = browser.defaultBrowserContext();
  const page = (await context.pages())[0] ?? (await context.newPage());
  const session = await page.createCDPSession();
  try {
    await session.send('ServiceWorker.enable');
    await act(session);
  } finally {
    await session.detach();
  }
}
