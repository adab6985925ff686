import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../manifest.json' with { type: 'json' };
import packageJson from '../package.json' with { type: 'json' };

/** Which part may import which; a part is a folder under src, a file beside them, or panel. */
const EDGES = ['core', 'futureguide', 'platform', 'messages', 'page-channel'];
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: ['core'],
  futureguide: ['core'],
  messages: ['core', 'page-channel'],
  'page-channel': ['core'],
  platform: ['platform'],
  page: [...EDGES, 'page'],
  relay: [...EDGES, 'relay'],
  options: [...EDGES, 'options', 'panel'],
  welcome: [...EDGES, 'welcome', 'panel'],
  background: [...EDGES, 'background'],
  live: [...EDGES, 'live'],
  devtools: [...EDGES, 'live', 'devtools'],
  window: [...EDGES, 'live', 'panel', 'window'],
  popup: [...EDGES, 'popup', 'panel'],
  cli: ['core', 'futureguide', 'cli'],
  playwright: ['core', 'futureguide', 'playwright'],
  panel: ['panel', 'core', 'futureguide', 'platform'],
};
/** The rooms of the core; each may import from itself and from those before it. */
const ROOMS = [
  'language',
  'token',
  'service',
  'recording',
  'clock',
  'redaction',
  'har',
  'verdict',
  'faults',
  'jobs',
  'findings',
  'filter',
  'timeline',
  'report',
  'session',
];
const MAX_LINES = 300;
/** Words that only a browser, a DOM or a clock can answer. */
const IMPURE =
  /\b(chrome|browser|document|window|localStorage|sessionStorage|navigator|setTimeout|setInterval|fetch)\s*[.(]|Date\.now\(|new Date\(\)|performance\.now/;
const IMPORT = /^(?:import|export)\b[^'";]*?\bfrom '([^']+)'|^import '([^']+)'/gms;

const sources = ['src', 'panel']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));

function partOf(path: string): string {
  const [top = '', next = ''] = path.split('/');
  return top === 'src' ? next.replace(/\.ts$/, '') : top;
}

function roomOf(path: string): string {
  return path.split('/')[2] ?? '';
}

function importsOf({ path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(IMPORT)]
    .map(([, from, bare]) => from ?? bare ?? '')
    .filter((target) => target.startsWith('.'))
    .map((target) => normalize(join(dirname(path), target)).replaceAll('\\', '/'));
}

const graph = new Map(sources.map((source) => [source.path, importsOf(source)]));

/** The text without comments and string literals. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, '');
}

/** What has been walked through without meeting itself again. */
const acyclic = new Set<string>();

function cycleFrom(path: string, trail: string[] = []): string[] | null {
  const again = trail.indexOf(path);
  if (again >= 0) return [...trail.slice(again), path];
  if (acyclic.has(path)) return null;
  for (const next of graph.get(path) ?? []) {
    const found = cycleFrom(next, [...trail, path]);
    if (found) return found;
  }
  acyclic.add(path);
  return null;
}

describe('the architecture', () => {
  it('reads its own imports', () => {
    expect(graph.get('src/background/background.ts')).toContain('src/messages.ts');
  });

  it('has a row in the table for every part', () => {
    const parts = new Set([...graph.keys()].map(partOf));
    expect([...parts].filter((part) => !(part in MAY_IMPORT))).toEqual([]);
  });

  it('imports only what the table allows', () => {
    const wrong = [...graph].flatMap(([path, imports]) =>
      imports
        .filter((target) => /\.tsx?$/.test(target))
        .filter((target) => !MAY_IMPORT[partOf(path)]?.includes(partOf(target)))
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('takes nothing of the panel into popup, options and welcome page but its widgets and its language', () => {
    const taken = [...graph]
      .filter(([path]) => /^src\/(?:popup|options|welcome)\//.test(path))
      .flatMap(([, imports]) => imports.filter((target) => target.startsWith('panel/')));
    const isWidget = (target: string) =>
      /^panel\/(?:parts\/|words\/(?:language|durations)\.)/.test(target);
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter((target) => !isWidget(target))).toEqual([]);
  });

  it('has a room for every file of the core', () => {
    const rooms = [...graph.keys()].filter((path) => path.startsWith('src/core/')).map(roomOf);
    expect(rooms.filter((room) => !ROOMS.includes(room))).toEqual([]);
  });

  it('never imports from a higher room of the core', () => {
    const rank = (path: string) => ROOMS.indexOf(roomOf(path));
    const upward = [...graph].flatMap(([path, imports]) =>
      imports
        .filter((target) => path.startsWith('src/core/') && target.startsWith('src/core/'))
        .filter((target) => rank(target) > rank(path))
        .map((target) => `${path} → ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(
      [...graph.keys()].map((path) => cycleFrom(path)).filter((cycle) => cycle !== null),
    ).toEqual([]);
  });

  it('keeps browser and clock out of the core', () => {
    const impure = sources
      .filter(({ path }) => path.startsWith('src/core/'))
      .map(({ path, text }) => [path, IMPURE.exec(codeOf(text))?.[0]])
      .filter(([, found]) => found !== undefined);
    expect(impure).toEqual([]);
  });

  it('has no file over the limit', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > MAX_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('has no barrel and no drawer', () => {
    expect(
      sources.filter(({ path }) => /\/(index|utils?|helpers?|common)\.tsx?$/.test(path)),
    ).toEqual([]);
  });
});

describe('the unit tests', () => {
  it('put something in a module’s place only where each file has modules of its own', () => {
    const apart = /^test\/(?:background|devtools|live|page)\//;
    const mocking = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .map((name) => join('test', name).replaceAll('\\', '/'))
      .filter(
        (path) => path.endsWith('.test.ts') && readFileSync(path, 'utf8').includes('vi.mock('),
      )
      .filter((path) => path !== 'test/architecture.test.ts');
    expect(mocking.filter((path) => apart.test(path))).not.toEqual([]);
    expect(mocking.filter((path) => !apart.test(path))).toEqual([]);
  });
});

describe('the package', () => {
  it('has one version', () => {
    expect(packageJson.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest).not.toHaveProperty('version');
  });

  it('has the test of every promise that SECURITY.md makes', () => {
    const promises = [
      ...readFileSync('SECURITY.md', 'utf8').matchAll(/\| `(test\/[^`]+)`: ([^|]+?) \|$/gm),
    ];
    expect(promises.length).toBeGreaterThan(0);
    const missing = promises.filter(
      ([, file = '', title = '']) =>
        !existsSync(file) || !readFileSync(file, 'utf8').includes(`'${title}'`),
    );
    expect(missing.map(([row]) => row)).toEqual([]);
  });

  it('names in its documents only files that are there', () => {
    const documents = [
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'PRIVACY.md',
      'PRIVACY.id.md',
      'SECURITY.md',
      'docs/inside.md',
    ];
    const named = documents
      .flatMap((file) => [
        ...readFileSync(file, 'utf8').matchAll(
          /(?:`|\]\()((?:src|panel|test|docs|public)\/[\w./-]+)[`)]/g,
        ),
      ])
      .map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});
