import { browser } from './browser.ts';

/** The host name in an address; '' where it has none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** Host name of the inspected page; '' for one that no extension may look into, as `about:blank`. */
export async function inspectedHost(): Promise<string> {
  try {
    const answer: unknown = await browser.devtools.inspectedWindow.eval('location.hostname');
    // Firefox gives [result, error].
    const host: unknown = Array.isArray(answer) ? answer[0] : answer;
    return typeof host === 'string' ? host : '';
  } catch {
    return '';
  }
}
