import { readFile } from 'node:fs/promises';
import { vi } from 'vitest';

/** Lets the panel fetch its texts as from the extension. */
export function serveLocaleFiles(): void {
  vi.stubGlobal('fetch', async (path: string) => new Response(await readFile(`public${path}`)));
}
