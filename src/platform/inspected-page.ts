import { browser } from './browser.ts';

/** The origin of an address; null where it has none that others can name. */
export function originOf(url: string): string | null {
  const origin = URL.canParse(url) ? new URL(url).origin : 'null';
  return origin === 'null' ? null : origin;
}

/** Address of the inspected page; '' for one that no extension may look into. */
export async function inspectedUrl(): Promise<string> {
  try {
    const answer: unknown = await browser.devtools.inspectedWindow.eval('location.href');
    // Firefox gives [result, error].
    const url: unknown = Array.isArray(answer) ? answer[0] : answer;
    return typeof url === 'string' ? url : '';
  } catch {
    return '';
  }
}
