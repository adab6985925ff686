import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import license, { type Dependency } from 'rollup-plugin-license';
import { build, type Plugin, type Rollup, type UserConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import manifest from './manifest.json' with { type: 'json' };
import packageJson from './package.json' with { type: 'json' };
import { LOCALES } from './src/core/language/language.ts';
import { BETWEEN_TEXTS, packedKeys } from './src/platform/text-keys.ts';

/** Firefox runs the same sources from an event page and wants an id of its own. */
const FIREFOX_MANIFEST = {
  background: { scripts: [manifest.background.service_worker], type: 'module' },
  browser_specific_settings: {
    gecko: {
      id: 'tokens@futureguide.id',
      strict_min_version: '140.0',
      data_collection_permissions: { required: ['none'] },
    },
    gecko_android: { strict_min_version: '142.0' },
  },
};

function manifestFor(browser: 'chrome' | 'firefox'): ManifestV3Export {
  const { minimum_chrome_version, ...shared } = { ...manifest, version: packageJson.version };
  return (browser === 'firefox'
    ? { ...shared, ...FIREFOX_MANIFEST }
    : { ...shared, minimum_chrome_version }) as unknown as ManifestV3Export;
}

/**
 * Preact can set HTML, which nothing here asks of it; without that way the stores' linters find none.
 * @throws Error when Preact no longer does it in just one place.
 */
const NO_HTML: Plugin = {
  name: 'no-html',
  transform(code, id) {
    if (!id.includes('/node_modules/preact/dist/')) return null;
    const [before = '', after, ...more] = code.split('.innerHTML=');
    if (after === undefined || more.length > 0) throw new Error('Preact sets HTML in another way.');
    return { code: `${before}.textContent=${after}`, map: null };
  },
};

const METADATA = /const apiMetadata = (\{.*?\n {6}\});/s;

/**
 * The polyfill's table of APIs that answer by callback. In Manifest V3 Chromium's own answer with
 * promises, all but `devtools`: the rest of the table, a third of the polyfill, is left out. It is given out
 * as an ES module, for a bundler that makes one of it copies the namespace, and so sets up every API at once.
 * @throws Error when the polyfill holds its table in another way.
 */
const ONLY_CALLBACKS: Plugin = {
  name: 'only-callbacks',
  transform(code, id) {
    if (!id.includes('/node_modules/webextension-polyfill/')) return null;
    const table = METADATA.exec(code)?.[1];
    const { devtools } = table ? JSON.parse(table) : {};
    if (!devtools) throw new Error('webextension-polyfill holds its table in another way.');
    const slim = code.replace(table ?? '', () => JSON.stringify({ devtools }));
    return {
      code: `const module = { exports: {} }, { exports } = module;\n${slim}\nexport default module.exports;`,
      map: null,
    };
  },
};

const LATER_WITH_STYLES = `
const found = {};
const style = (path) => found[path] ??= new Promise((resolve, reject) => {
  const href = '/' + path;
  if (document.querySelector('link[href="' + href + '"]')) return resolve();
  const link = document.createElement('link');
  document.head.append(Object.assign(link, { rel: 'stylesheet', href, onload: resolve, onerror: reject }));
});
export const __vitePreload = (load, paths = []) => Promise.all(paths.map(style)).then(load);
`;

/** Fetches the styles of what is fetched later; Vite's own helper does much that no extension needs. */
const ONLY_STYLES: Plugin = {
  name: 'only-styles',
  enforce: 'pre',
  load: (id) => (id.endsWith('vite/preload-helper.js') ? LATER_WITH_STYLES : null),
};

const ONLY_FROM_ANOTHER = /^export\{([^}]+)\}from"\.\/([^"]+)";\s*$/;
const EXPORTS = /export\{([^}]+)\};?\s*$/;

/**
 * A module that is fetched later and lies in a chunk with others gets a file of its own that only
 * names it: one more to pack and to fetch. Here the chunk gives the module's own names out itself.
 */
const WITHOUT_DETOURS: Plugin = {
  name: 'without-detours',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    for (const { fileName, code } of chunks) {
      const [, names = '', target = ''] = ONLY_FROM_ANOTHER.exec(code) ?? [];
      const found = chunks.find((chunk) => chunk.fileName === target);
      const [, given = ''] = EXPORTS.exec(found?.code ?? '') ?? [];
      if (!found || given === '') continue;
      const locals = new Map(
        given.split(',').map((one) => one.split(' as ').reverse() as [string, string]),
      );
      const added = names.split(',').map((one) => {
        const [short = '', name] = one.split(' as ');
        return `${locals.get(short)} as ${name}`;
      });
      found.code = found.code.replace(EXPORTS, () => `export{${[given, ...added]}};`);
      const from = `./${fileName}`;
      for (const chunk of chunks)
        chunk.code = chunk.code.replaceAll(`\`${from}\``, `\`./${target}\``);
      delete bundle[fileName];
    }
  },
};

/** The popup's first script, all that it imports and what it says are fetched beside each other, not one after another. */
const PRELOADED: Plugin = {
  name: 'preloaded',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { path, bundle, chunk }) {
      if (!bundle || !chunk || !path.endsWith('/popup.html')) return [];
      const files = new Set(chunk.imports);
      for (const file of files) {
        const imported = bundle[file];
        if (imported?.type === 'chunk') for (const next of imported.imports) files.add(next);
      }
      const links = [...files].map((file) => ({ rel: 'modulepreload', href: `/${file}` }));
      // The mode in which a script fetches it.
      const texts = { rel: 'preload', as: 'fetch', crossorigin: true, href: '/texts/popup.json' };
      return [...links, texts].map((attrs) => ({ tag: 'link', attrs, injectTo: 'head' as const }));
    },
  },
};

/** A script that is put into pages on demand: one file, built by itself, for nothing imports it. */
const acts = (target: string): Plugin => ({
  name: 'acts',
  async generateBundle() {
    const built = await build({
      configFile: false,
      logLevel: 'warn',
      build: {
        write: false,
        target,
        lib: { entry: 'src/relay/acts.iife.ts', formats: ['iife'], name: 'acts' },
      },
    });
    const [result] = (Array.isArray(built) ? built : [built]) as Rollup.RollupOutput[];
    const source = result?.output[0].code;
    if (source) this.emitFile({ type: 'asset', fileName: 'src/relay/acts.iife.js', source });
  },
});

/** What MPL 2.0, 3.2 asks of a built program is where the sources are; 1.4 and exhibit A name the text. */
const MPL = `This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of
the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.`;

/** The permission that MIT and ISC ask to be kept; packages put different words above the same one. */
const NOTICE = /Permission .+? SOFTWARE\./g;

/** The licences of all that is built in: who holds which, then each text once. */
function licences(dependencies: Dependency[]): string {
  const texts = new Set<string>();
  const holders = dependencies.map(({ name, version, license, licenseText, homepage }) => {
    if (license === 'MPL-2.0') {
      texts.add(MPL);
      return `${name} ${version} (${license})\nIts sources: ${homepage}`;
    }
    const lines = (licenseText ?? '').split('\n').map((line) => line.trim());
    const isHolder = (line: string) => /^copyright (?:\(c\)|\d)/i.test(line);
    const text = lines.filter((line) => line !== '' && !isHolder(line)).join(' ');
    for (const notice of text.replaceAll("'", '"').match(NOTICE) ?? [text]) texts.add(notice);
    return `${name} ${version} (${license})\n${lines.filter(isHolder).join('\n')}`;
  });
  return [...holders, ...texts].join('\n\n');
}

const thirdParty = (bundle: string) =>
  license({
    thirdParty: { output: { file: `dist/${bundle}/THIRD-PARTY.txt`, template: licences } },
  });

const NAMED = [...JSON.stringify(manifest).matchAll(/__MSG_(\w+)__/g)].map(([, key = '']) => key);
type Messages = Record<string, { message: string } | undefined>;

function messagesOf(locale: string): Messages {
  return JSON.parse(readFileSync(`public/_locales/${locale}/messages.json`, 'utf8'));
}

const QUOTED = /'(\w+)'/g;
const PREFIX = /wordKey\('(\w+)'/g;
const PLURAL_FORM = /_(?:one|other)$/;

/** Whether these sources can ask for a text: they name it, or the beginning that `wordKey` is given. */
function asksFor(sources: string): (key: string) => boolean {
  const found = (pattern: RegExp) => [...sources.matchAll(pattern)].map(([, word = '']) => word);
  const names = new Set(found(QUOTED));
  const prefixes = found(PREFIX).map((word) => `${word}_`);
  return (key) =>
    names.has(key.replace(PLURAL_FORM, '')) || prefixes.some((prefix) => key.startsWith(prefix));
}

/**
 * The browser reads from `_locales` only what the manifest names. Everything else is packed for
 * `src/platform/texts.ts`: the keys once instead of in each language, a fifth of what all texts weigh,
 * and apart what the popup says, which is drawn before all else could be read.
 */
const packedTexts = (browser: string): Plugin => ({
  name: 'packed-texts',
  writeBundle() {
    const folder = `dist/${browser}`;
    const put = (path: string, value: unknown) =>
      writeFileSync(`${folder}/${path}`, JSON.stringify(value));
    const sources = [...this.getModuleIds()].filter(
      (id) => /\.tsx?$/.test(id) && isTakenBy(POPUP, id, this),
    );
    const isOfPopup = asksFor(sources.map((path) => readFileSync(path, 'utf8')).join('\n'));
    // English has every key; a language with fewer plural forms has fewer.
    const keys = Object.keys(messagesOf('en'));
    const ofPopup = keys.filter(isOfPopup);
    const others = keys.filter((key) => !isOfPopup(key));
    const textsOf = (locale: string, wanted: readonly string[]) => {
      const messages = messagesOf(locale);
      return wanted.map((key) => messages[key]?.message ?? '').join(BETWEEN_TEXTS);
    };
    mkdirSync(`${folder}/texts`, { recursive: true });
    const texts = Object.fromEntries(LOCALES.map((locale) => [locale, textsOf(locale, ofPopup)]));
    put('texts/popup.json', { keys: packedKeys(ofPopup), texts });
    put('texts/keys.json', packedKeys(others));
    for (const locale of LOCALES) {
      const messages = messagesOf(locale);
      put(`texts/${locale}.json`, textsOf(locale, others));
      const named = NAMED.map((key) => [key, messages[key]]);
      put(`_locales/${locale}/messages.json`, Object.fromEntries(named));
    }
  },
});

const CLI = 'dist/cli/futureguide-tokens.js';

/** The command line: one file with all it needs but Node. */
const CLI_BUILD: UserConfig = {
  publicDir: false,
  plugins: [thirdParty('cli'), { name: 'executable', writeBundle: () => chmodSync(CLI, 0o755) }],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist/cli',
    emptyOutDir: true,
    minify: true,
    target: 'node20',
    rollupOptions: {
      input: 'src/cli/futureguide-tokens.ts',
      output: { entryFileNames: 'futureguide-tokens.js', banner: '#!/usr/bin/env node' },
    },
  },
};

/** For Playwright's own tests: one file with all it needs but Node and Playwright. */
const PLAYWRIGHT_BUILD: UserConfig = {
  publicDir: false,
  plugins: [thirdParty('playwright')],
  ssr: { noExternal: true, external: ['@playwright/test'] },
  build: {
    ssr: true,
    outDir: 'dist/playwright',
    emptyOutDir: true,
    minify: true,
    target: 'node20',
    rollupOptions: {
      input: 'src/playwright/playwright.ts',
      output: { entryFileNames: 'playwright.js' },
    },
  },
};

/** What is read from the sources alone. */
const STATIC = ['test/architecture.test.ts', 'test/page-natives.test.ts', 'test/words.test.ts'];
const NEEDS_BROWSER = 'test/e2e/**/*.test.ts';
/**
 * Tests that put something else in a module's or a global's place, or whose server shares the
 * connections of a process: each gets modules of its own.
 */
const APART = ['background', 'devtools', 'live', 'options', 'page', 'platform', 'service'].map(
  (it) => `test/${it}/**/*.test.ts`,
);
/** A worker for each core; vitest keeps one core free, which is half of two. */
const ALL = '100%';
const UNIT = {
  setupFiles: './test/panel/speak-english.ts',
  maxWorkers: ALL,
  // Properties try hundreds of cases, and the machine may be busy.
  testTimeout: 30_000,
  hookTimeout: 30_000,
};
/** What takes long, and is run before a release. */
const LONG = 'test/**/*.release.test.ts';

/** What needs no browser. */
const CORE = /\/src\/(?:core\/|[^/]+$)/;
const CORE_AND_PACKAGES = /\/src\/(?:core\/|[^/]+$)|\/node_modules\//;
const PLATFORM = /\/src\/platform\/|\/webextension-polyfill\//;

interface Modules {
  getModuleInfo(
    id: string,
  ): { importers: readonly string[]; dynamicImporters: readonly string[] } | null;
}

/** Whether a file cannot begin without a module: a chain of imports leads there, none of them dynamic. */
function isTakenBy(start: string, id: string, modules: Modules, seen = new Set<string>()): boolean {
  if (id.endsWith(start)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const importers = modules.getModuleInfo(id)?.importers ?? [];
  return importers.some((importer) => isTakenBy(start, importer, modules, seen));
}

const PANEL = '/panel/mount.tsx';
const POPUP = '/src/popup/popup.tsx';
const PANEL_PAGES = /\/(?:panel\/panel|src\/window\/window)\.html$/;
const POPUP_PAGE = /\/popup\.html$/;

/** Whether nothing but these pages take a module, at once or later. */
function isAlone(pages: RegExp, id: string, modules: Modules, seen = new Set<string>()): boolean {
  if (seen.has(id) || pages.test(id)) return true;
  seen.add(id);
  const info = modules.getModuleInfo(id);
  const takers = [...(info?.importers ?? []), ...(info?.dynamicImporters ?? [])];
  return takers.length > 0 && takers.every((taker) => isAlone(pages, taker, modules, seen));
}

/** Whether a page has a module from its beginning. */
function isOfPage(id: string, modules: Modules, seen: Set<string> = new Set()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const { importers = [], dynamicImporters = [] } = modules.getModuleInfo(id) ?? {};
  if (importers.length + dynamicImporters.length === 0) return true;
  return importers.some((importer) => isOfPage(importer, modules, seen));
}

const neededFirst = (chunk: string, test: RegExp, priority = 2) => ({
  name: (id: string, modules: Modules) =>
    test.test(id) && isTakenBy(PANEL, id, modules) ? chunk : null,
  debugName: chunk,
  priority,
});

/** What popup and panel cannot be drawn without. */
const neededByBoth = (chunk: string, test: RegExp) => ({
  name: (id: string, modules: Modules) =>
    test.test(id) && isTakenBy(POPUP, id, modules) && isTakenBy(PANEL, id, modules) ? chunk : null,
  debugName: chunk,
  priority: 3,
});

/** What the popup cannot be drawn without, and others take, too. */
const ofPopup = (chunk: string, test: RegExp, priority: number) => ({
  name: (id: string, modules: Modules) =>
    test.test(id) && isTakenBy(POPUP, id, modules) && !isAlone(POPUP_PAGE, id, modules)
      ? chunk
      : null,
  debugName: chunk,
  priority,
});

/** What so many pages and workers take, at once or later. */
const takenByMany = (name: string, test: RegExp, takers: number, priority: number) => ({
  name,
  test,
  minShareCount: takers,
  priority,
  includeDependenciesRecursively: false,
});

/**
 * Many small chunks pack badly: what the panel shows first is one, and what it shares with the
 * background another. The rest is fetched when it is needed, as `panel/parts/later.tsx` says.
 */
const CHUNKS = [
  neededByBoth('words', CORE),
  neededFirst('core', CORE),
  // Apart from the core, which a worker takes, too: there is no browser for it there.
  takenByMany('platform', PLATFORM, 2, 2),
  ofPopup('widgets', /\/panel\/|\/node_modules\//, 2),
  // The worker takes it, too, and the panel only later.
  ofPopup('answer', /\/src\//, 1),
  neededFirst('panel-base', /./, 1),
  // One, since its parts import each other: whoever takes one of them takes all.
  {
    name: (id: string, modules: Modules) =>
      !isOfPage(id, modules) && isAlone(PANEL_PAGES, id, modules) ? 'later' : null,
    debugName: 'later',
    priority: 0,
    // What others take, too, stays apart.
    includeDependenciesRecursively: false,
  },
  takenByMany('shared', CORE_AND_PACKAGES, 2, 0),
];

export default defineConfig(({ mode }) => {
  if (mode === 'cli') return CLI_BUILD;
  if (mode === 'playwright') return PLAYWRIGHT_BUILD;
  const browser = mode === 'firefox' ? 'firefox' : 'chrome';
  const target = browser === 'firefox' ? 'firefox140' : 'chrome120';
  return {
    plugins: process.env.VITEST
      ? []
      : [
          NO_HTML,
          ONLY_CALLBACKS,
          ONLY_STYLES,
          PRELOADED,
          WITHOUT_DETOURS,
          acts(target),
          thirdParty(browser),
          crx({ manifest: manifestFor(browser), browser }),
          packedTexts(browser),
        ],
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target,
      modulePreload: false,
      rollupOptions: {
        // Nothing imports an entry.
        preserveEntrySignatures: false,
        input: {
          panel: 'panel/panel.html',
          window: 'src/window/window.html',
          welcome: 'src/welcome/welcome.html',
          'read-worker': 'panel/files/read-worker.ts',
        },
        output: {
          // As an entry the reading worker shares chunks with the panel, which starts it by this name.
          entryFileNames: '[name].js',
          // Without a hash: nothing is cached, and a name stands in the zip twice and wherever it is imported.
          chunkFileNames: '[name].js',
          assetFileNames: '[name][extname]',
          codeSplitting: { groups: CHUNKS },
        },
      },
    },
    test: {
      reporters: ['default', './test/summary-reporter.ts'],
      projects: [
        { test: { name: 'architecture', include: STATIC, maxWorkers: ALL } },
        {
          test: {
            ...UNIT,
            name: 'unit',
            include: ['test/**/*.test.ts'],
            exclude: [NEEDS_BROWSER, ...STATIC, ...APART, LONG],
            // What is tested here keeps no state: to load it anew for each file takes as long as the tests.
            isolate: false,
          },
        },
        {
          test: { ...UNIT, name: 'unit-apart', include: APART, exclude: [LONG] },
        },
        {
          test: {
            name: 'browser',
            include: [NEEDS_BROWSER],
            exclude: [LONG],
            globalSetup: './test/browser/global-setup.ts',
            testTimeout: 60_000,
            hookTimeout: 120_000,
            // Starting browsers takes most of the time, and waits for much: two files share two cores well.
            maxWorkers: 2,
            sequence: { groupOrder: 1 },
          },
        },
        {
          test: {
            name: 'release',
            include: [LONG],
            globalSetup: './test/browser/global-setup.ts',
            testTimeout: 600_000,
            hookTimeout: 120_000,
            fileParallelism: false,
            sequence: { groupOrder: 2 },
          },
        },
      ],
    },
  };
});
