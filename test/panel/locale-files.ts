import { readFile } from 'node:fs/promises';
import { vi } from 'vitest';
import { BETWEEN_TEXTS, packedKeys } from '../../src/platform/text-keys.ts';

type Messages = Record<string, { message: string } | undefined>;

async function messagesOf(locale: string): Promise<Messages> {
  return JSON.parse(await readFile(`public/_locales/${locale}/messages.json`, 'utf8'));
}

/** Lets the panel fetch its texts as from the extension, where they are packed: see `vite.config.ts`. */
export function serveLocaleFiles(): void {
  vi.stubGlobal('fetch', async (path: string) => {
    // All of them are where those lie that only the panel says.
    if (path === '/texts/popup.json') return Response.json({ keys: '', texts: {} });
    const keys = Object.keys(await messagesOf('en'));
    if (path === '/texts/keys.json') return Response.json(packedKeys(keys));
    const locale = /^\/texts\/(\w+)\.json$/.exec(path)?.[1] ?? 'en';
    const messages = await messagesOf(locale);
    return Response.json(keys.map((key) => messages[key]?.message ?? '').join(BETWEEN_TEXTS));
  });
}
