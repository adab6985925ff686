import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { PRODUCERS } from '../core/har/har-producers.ts';
import { INCIDENT } from '../core/report/report-world.ts';

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 1_000_000;
const PACKAGE = 'node_modules/futureguide-tokens';

let folder = '';
let tarball = '';

const at = (...path: string[]) => join(folder, ...path);

/** An empty folder into which the packed package was installed, without a network. */
beforeAll(() => {
  for (const path of ['dist/cli', 'dist/playwright'])
    if (!existsSync(path)) throw new Error(`${path} is not there: run npm run build first`);
  folder = mkdtempSync(join(tmpdir(), 'futureguide-packed-'));
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    encoding: 'utf8',
  });
  tarball = at(JSON.parse(packed)[0].filename);
  writeFileSync(at('package.json'), '{"type":"module","private":true}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], {
    cwd: folder,
    stdio: 'pipe',
  });
  writeFileSync(at('a.har'), PRODUCERS[0]?.write(INCIDENT) ?? '');
  writeFileSync(at('profile.json'), '{"profile":1,"hosts":["api.futureguide.id"]}');
}, TIMEOUT_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(at('node_modules/.bin/futureguide-tokens'), args, {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the packed package', { timeout: TIMEOUT_MS }, () => {
  it('is small, holds what is listed alone, and needs nothing else', () => {
    expect(statSync(tarball).size).toBeLessThan(MAX_BYTES);
    const files = readdirSync(at(PACKAGE), { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(at(PACKAGE, name)).isFile(),
    );
    const listed = ['LICENSE', 'README.md', 'package.json', ...packageJson.files];
    expect(files.filter((name) => !listed.some((each) => name.startsWith(each)))).toEqual([]);
    expect(listed.filter((each) => !existsSync(at(PACKAGE, each)))).toEqual([]);
    const bytes = files.reduce((sum, name) => sum + statSync(at(PACKAGE, name)).size, 0);
    expect(bytes).toBeLessThan(MAX_BYTES);
    expect(readdirSync(at('node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'futureguide-tokens',
    ]);
  });

  it.each<[string[], RegExp]>([
    [['--help'], /^Usage: futureguide-tokens audit/],
    [['--version'], new RegExp(`^${packageJson.version}\n$`)],
    [['audit', 'a.har'], /expired \((certain|likely)\)/],
    [['audit', 'a.har', '--json'], /^\{"schema":1,/],
    [['audit', 'a.har', '--markdown'], /^### Token report\n/],
    [['audit', 'a.har', '--profile', 'profile.json'], /Health: 6 requests/],
    [['audit', '--each', '--json-lines', '--jobs', '2', '.'], /^\{"file":"a\.har","error":null/],
    [['redact', 'a.har'], /"log"/],
    [['compare', 'a.har', 'a.har'], /no difference that chance does not explain/],
  ])('runs %j', (args, wanted) => {
    const { status, stdout } = run(...args);
    expect(stdout).toMatch(wanted);
    expect(status).toBe(0);
  });

  it('gates, writes a page, redacts and checks', () => {
    expect(run('audit', 'a.har', '--html', 'a.html', '--fail-on', 'expired').status).toBe(1);
    expect(readFileSync(at('a.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(run('redact', 'a.har', '-o', 'safe.har').status).toBe(0);
    expect(run('redact', 'safe.har', '--check').status).toBe(0);
    expect(run('redact', 'a.har', '--check').status).toBe(1);
    expect(run('compare', 'safe.har', 'a.html', '--json').stdout).toContain('"conclusion"');
  });

  it('exports its schemas', () => {
    const code = `import report from 'futureguide-tokens/report.schema.json' with { type: 'json' };
      import profile from 'futureguide-tokens/profile.schema.json' with { type: 'json' };
      process.stdout.write([report, profile].map(({ $id }) => $id).join());`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(out).toBe('urn:futureguide-tokens:report:1,urn:futureguide-tokens:profile:1');
  });

  it('gives Playwright a test with types', () => {
    mkdirSync(at('node_modules/@playwright'));
    symlinkSync(resolve('node_modules/@playwright/test'), at('node_modules/@playwright/test'));
    symlinkSync(resolve('node_modules/@types'), at('node_modules/@types'));
    writeFileSync(
      at('mine.spec.ts'),
      `import { test as base } from '@playwright/test';
import { expect, expireToken, failRefresh, test, type TokenWord, withTokens } from 'futureguide-tokens/playwright';
const words: TokenWord[] = ['sent-expired', 'refresh-race'];
test.use({ tokenCheck: { failOn: words, except: [/health$/] } });
const own = withTokens(base.extend<{ app: string }>({ app: 'a' }));
own('types', async ({ page, app }) => {
  expect(app.length).toBe(1);
  await (await expireToken(page)).undo();
  // @ts-expect-error no service fails so
  await failRefresh(page, 418);
});
// @ts-expect-error no such word
test.use({ tokenCheck: { failOn: ['expird'] } });
`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'esnext'];
    const typed = spawnSync(
      process.execPath,
      [resolve('node_modules/typescript/bin/tsc'), ...options, '--types', 'node', 'mine.spec.ts'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(typed.stdout).toBe('');
    expect(typed.status).toBe(0);
    const list = [resolve('node_modules/@playwright/test/cli.js'), 'test', '--list'];
    const ran = spawnSync(process.execPath, list, { cwd: folder, encoding: 'utf8' });
    expect(ran.stdout).toMatch(/mine\.spec\.ts:\d+:\d+ › types/);
  });
});
