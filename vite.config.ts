import { chmodSync } from 'node:fs';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import type { UserConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import manifest from './manifest.json' with { type: 'json' };
import packageJson from './package.json' with { type: 'json' };

/** Firefox runs the same sources from an event page and wants an id of its own. */
const FIREFOX_MANIFEST = {
  background: { scripts: [manifest.background.service_worker], type: 'module' },
  browser_specific_settings: {
    gecko: {
      id: 'tokens@futureguide-tokens.example',
      strict_min_version: '140.0',
      data_collection_permissions: { required: ['none'] },
    },
  },
};

function manifestFor(browser: 'chrome' | 'firefox'): ManifestV3Export {
  const { minimum_chrome_version, ...shared } = { ...manifest, version: packageJson.version };
  return (browser === 'firefox'
    ? { ...shared, ...FIREFOX_MANIFEST }
    : { ...shared, minimum_chrome_version }) as unknown as ManifestV3Export;
}

const CLI = 'dist/cli/futureguide-tokens.js';

/** The command line: one file with all it needs but Node. */
const CLI_BUILD: UserConfig = {
  publicDir: false,
  plugins: [{ name: 'executable', writeBundle: () => chmodSync(CLI, 0o755) }],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      input: 'src/cli/futureguide-tokens.ts',
      output: { entryFileNames: 'futureguide-tokens.js', banner: '#!/usr/bin/env node' },
    },
  },
};

/** What is read from the sources alone. */
const STATIC = ['test/architecture.test.ts', 'test/words.test.ts'];
const NEEDS_BROWSER = ['test/e2e/**/*.test.ts', 'test/browser/harness.test.ts'];

/**
 * Many small chunks pack badly: what the panel shows first is one, and what it shares with the
 * background another. The rest is fetched when it is needed, as `panel/parts/later.tsx` says.
 */
const SHARED_ROOMS = 'language|token|service|clock|verdict';
const FIRST_PARTS = 'parts|model|words|grid|filter|credential|shell';
const CHUNKS = [
  {
    name: 'core',
    priority: 2,
    test: new RegExp(`/src/(?:core/(?:${SHARED_ROOMS})/|futureguide|messages|platform/)`),
  },
  {
    name: 'panel-base',
    priority: 1,
    test: new RegExp(
      `/panel/(?:${FIRST_PARTS})/|node_modules/(?:preact|@preact|lucide|@tanstack)/`,
    ),
  },
];

export default defineConfig(({ mode }) => {
  if (mode === 'cli') return CLI_BUILD;
  const browser = mode === 'firefox' ? 'firefox' : 'chrome';
  return {
    plugins: process.env.VITEST ? [] : [crx({ manifest: manifestFor(browser), browser })],
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target: browser === 'firefox' ? 'firefox140' : 'chrome120',
      modulePreload: false,
      rollupOptions: {
        input: { panel: 'panel/panel.html' },
        output: { codeSplitting: { groups: CHUNKS } },
      },
    },
    test: {
      reporters: ['default', './test/summary-reporter.ts'],
      projects: [
        { test: { name: 'architecture', include: STATIC } },
        {
          test: {
            name: 'unit',
            setupFiles: './test/panel/speak-english.ts',
            include: ['test/**/*.test.ts'],
            exclude: [...NEEDS_BROWSER, ...STATIC],
            // Properties try hundreds of cases, and the machine may be busy.
            testTimeout: 30_000,
          },
        },
        {
          test: {
            name: 'browser',
            include: NEEDS_BROWSER,
            globalSetup: './test/browser/global-setup.ts',
            testTimeout: 60_000,
            hookTimeout: 120_000,
            fileParallelism: false,
          },
        },
      ],
    },
  };
});
