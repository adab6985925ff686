import type { Page } from 'puppeteer-core';

/** The network panel's own list and its own export, secrets included. */
const EXPORT = `(async () => {
  const { NetworkPanel } = await import('devtools://devtools/bundled/panels/network/network.js');
  const { Writer } = await import('devtools://devtools/bundled/models/har/har.js');
  const requests = NetworkPanel.NetworkPanel.instance().networkLogView.harRequests();
  const progress = { canceled: false, done: false, title: '', worked: 0, totalWork: 0 };
  progress.createSubProgress = () => progress;
  return await Writer.Writer.harStringForRequests(requests, { sanitize: false }, progress);
})()`;

/** What “Export HAR (with sensitive data)” of these DevTools would save. */
export async function exportHar(devtools: Page): Promise<string> {
  const text = await devtools.evaluate(EXPORT);
  if (typeof text !== 'string') throw new Error(`DevTools exported ${typeof text}, not a text`);
  return text;
}
