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
/** The one home of all that is known of the service grows with it. */
const MAX_LINES_OF_SERVICE = 350;
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

  it('knows the error codes of the service in one file', () => {
    const code = /'(?:[A-Z]+_)+[A-Z]+'/g;
    const codes = new Set(
      [...(sources.find(({ path }) => path === 'src/futureguide.ts')?.text ?? '').matchAll(code)]
        .map(([text]) => text)
        .filter((text) => /TOKEN|AUTH|USER|ERROR/.test(text)),
    );
    expect(codes.size).toBeGreaterThan(5);
    const named = sources
      // Report and health call one of the team's numbers by such a code.
      .filter(
        ({ path }) =>
          !/^(?:src\/(?:futureguide\.ts$|core\/report\/)|panel\/drawer\/health-words)/.test(path),
      )
      .flatMap(({ path, text }) =>
        [...text.matchAll(code)]
          .filter(([one]) => codes.has(one))
          .map(([one]) => `${path}: ${one}`),
      );
    expect(named).toEqual([]);
  });

  it('has no file over the limit', () => {
    const long = sources.filter(({ path, text }) => {
      const most = path === 'src/futureguide.ts' ? MAX_LINES_OF_SERVICE : MAX_LINES;
      return text.split('\n').length > most;
    });
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
    const apart = /^test\/(?:background|devtools|live|options|page|platform|service)\//;
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

  const documents = [
    ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'PRIVACY.md', 'SECURITY.md'],
    ...['BENCHMARKS.md', 'CHANGELOG.md'],
    ...readdirSync('docs')
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  ].map((path) => ({ path, text: readFileSync(path, 'utf8') }));

  it('names in its documents only files that are there', () => {
    const named = documents.flatMap(({ text }) =>
      [...text.matchAll(/(?:`|\]\()((?:src|panel|test|docs|public|store)\/[\w./-]+)[`)]/g)].map(
        ([, path = '']) => path,
      ),
    );
    const linked = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)|<img src="([^"]+)"/g)].map(
        ([, link, image]) => join(dirname(path), link ?? image ?? ''),
      ),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(linked.length).toBeGreaterThan(0);
    expect([...named, ...linked].filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names in its documents only scripts that package.json has', () => {
    const named = documents.flatMap(({ text }) =>
      [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((script) => !(script in packageJson.scripts))).toEqual([]);
  });

  it('has each limit where its documents say', () => {
    const inside = documents.find(({ path }) => path.endsWith('inside.md'))?.text ?? '';
    const limits = [...inside.matchAll(/^\| (`[A-Z_]+`[^|]*)\|\s*`([^`]+)`/gm)].flatMap(
      ([, names = '', path = '']) =>
        [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => ({ name, path })),
    );
    expect(limits.length).toBeGreaterThan(0);
    const missing = limits.filter(({ name, path }) => !readFileSync(path, 'utf8').includes(name));
    expect(missing).toEqual([]);
  });
});
