import puppeteer, { type Page } from 'puppeteer-core';
import { OUR_SIGNALS, takeCharge } from '../browser/close-browser.ts';
import { findChromium } from '../browser/find-browser.ts';
import { temporaryProfile } from '../browser/profile.ts';
import { bundle } from './bundle.ts';
import { startProbeServer } from './probe-server.ts';

export interface ProbeBrowser extends AsyncDisposable {
  /** A page of futureguide.id, with `window.probes`; these scripts run before its own. */
  open(...scripts: string[]): Promise<Page>;
  /** The hooks as they are built. */
  hook: string;
}

/** A real Chromium without the extension, in which the service's hosts are the probe server. */
export async function startProbeBrowser(): Promise<ProbeBrowser> {
  const [executablePath, hook, probes] = await Promise.all([
    findChromium(),
    bundle('src/page/watch.iife.ts'),
    bundle('test/page/probes/probes.iife.ts'),
  ]);
  const server = await startProbeServer(probes);
  const profile = temporaryProfile('probes');
  let endBrowser = async () => {};
  const close = async () => {
    await endBrowser();
    await profile.remove();
    await server[Symbol.asyncDispose]();
  };
  try {
    const service = `127.0.0.1:${server.port}`;
    const args = [
      `--host-resolver-rules=MAP *.futureguide.id ${service}, MAP futureguide.id ${service}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ];
    if (process.getuid?.() === 0) args.push('--no-sandbox');
    const browser = await puppeteer.launch({
      ...OUR_SIGNALS,
      executablePath,
      headless: true,
      pipe: true,
      userDataDir: profile.dir,
      args,
    });
    endBrowser = takeCharge(browser);
    return {
      hook,
      async open(...scripts) {
        const page = await browser.newPage();
        for (const script of scripts) await page.evaluateOnNewDocument(script);
        await page.goto('http://futureguide.id/');
        return page;
      },
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
