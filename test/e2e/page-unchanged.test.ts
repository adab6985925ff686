import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProbeBrowser, startProbeBrowser } from '../page/probe-browser.ts';
import { fetchProbes } from '../page/probes/fetch.ts';
import { patchingProbes } from '../page/probes/patching.ts';
import { socketProbes } from '../page/probes/socket.ts';
import { xhrProbes } from '../page/probes/xhr.ts';

const PROBES = Object.keys({ ...fetchProbes, ...xhrProbes, ...socketProbes, ...patchingProbes });

let browser: ProbeBrowser;
let native: Page;
let hooked: Page;

function run(page: Page, probe: string): Promise<unknown> {
  return page.evaluate((name) => {
    const { probes } = window as unknown as { probes: Record<string, () => Promise<unknown>> };
    return probes[name]?.();
  }, probe);
}

beforeAll(async () => {
  browser = await startProbeBrowser();
  native = await browser.open();
  hooked = await browser.open(browser.hook);
});
afterAll(() => browser?.[Symbol.asyncDispose]());

describe('page code with the hooks is as without them', () => {
  it.each(PROBES)('%s', async (probe) => {
    const expected = await run(native, probe);
    expect(expected).toBeDefined();
    expect(await run(hooked, probe)).toEqual(expected);
  });

  it('is really hooked', async () => {
    const isProxied = (page: Page) =>
      page.evaluate(() => !Function.prototype.toString.call(fetch).includes('fetch'));
    expect([await isProxied(native), await isProxied(hooked)]).toEqual([false, true]);
  });
});
