import type { Page } from 'puppeteer-core';

/** The network panel's own “Import HAR file…”. */
const IMPORT = `(async (text) => {
  const { NetworkPanel } = await import('devtools://devtools/bundled/panels/network/network.js');
  const view = NetworkPanel.NetworkPanel.instance().networkLogView;
  await view.onLoadFromFile(new File([text], 'exported.har'));
  return view.harRequests().map((request) => [request.requestMethod, request.url(), request.statusCode]);
})`;

/** A row of the network panel after an import. */
export type ImportedRow = [method: string, url: string, status: number];

/** Has these DevTools import a HAR, and returns what their network panel then lists. */
export async function importHar(devtools: Page, har: string): Promise<ImportedRow[]> {
  const rows = await devtools.evaluate(`${IMPORT}(${JSON.stringify(har)})`);
  return rows as ImportedRow[];
}
