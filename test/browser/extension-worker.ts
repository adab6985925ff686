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

/**
 * Resolves once a new extension hears what pages do: the browser learns what it listens to from the
 * first run of its background worker, and tells it of nothing that happened before.
 */
export async function extensionListens(browser: Browser, extensionId: string): Promise<void> {
  await waitFor('the background worker to have run', async () => {
    // Not `target.worker()`: whoever holds that keeps the worker from being stopped when it is idle.
    const session = await workerTarget(browser, extensionId)?.createCDPSession();
    const answer = await session?.send('Runtime.evaluate', {
      expression: HAS_RUN,
      awaitPromise: true,
      returnByValue: true,
    });
    await session?.detach();
    return answer?.result.value === true;
  });
}

/** What was asked of the browser before is done when it answers this. */
const HAS_RUN = `registration.active?.state === 'activated' &&
  chrome.runtime.getPlatformInfo().then(() => true)`;

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
