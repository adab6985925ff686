import { browser } from './browser.ts';

/** Host name of the inspected page, or null where the browser will not say. */
export async function inspectedHost(): Promise<string | null> {
  try {
    const answer: unknown = await browser.devtools.inspectedWindow.eval('location.hostname');
    const host: unknown = Array.isArray(answer) ? answer[0] : answer;
    return typeof host === 'string' ? host : null;
  } catch {
    return null;
  }
}
