import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** `npx vite --config test/panel/demo/vite.config.ts --open /test/panel/demo/index.html?scene=story` */
export default defineConfig({
  resolve: {
    alias: { 'webextension-polyfill': fileURLToPath(new URL('browser.ts', import.meta.url)) },
  },
});
