import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { chromeSanitised, PRODUCERS } from '../core/har/har-producers.ts';
import { INCIDENT } from '../core/report/report-world.ts';

const [CLI = ''] = Object.values(packageJson.bin);
const TIMEOUT_MS = 30_000;

let folder = '';
beforeAll(() => {
  if (!existsSync(CLI)) throw new Error(`${CLI} is not there: run npm run build first`);
  folder = mkdtempSync(join(tmpdir(), 'futureguide-audit-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function save(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('the built command line', () => {
  it('runs by itself and gates', { timeout: TIMEOUT_MS }, () => {
    const path = save('incident.har', PRODUCERS[0]?.write(INCIDENT) ?? '');
    const ran = spawnSync(CLI, ['audit', path, '--json', '--fail-on', 'expired'], {
      encoding: 'utf8',
    });
    expect(ran.status).toBe(1);
    expect(JSON.parse(ran.stdout).source).toEqual({ kind: 'har', names: ['incident.har'] });
    expect(JSON.parse(ran.stdout).tool.version).toBe(packageJson.version);
    expect(ran.stderr).toBe('Found expired (1).\n');
  });

  it('says what is wrong with a real path', { timeout: TIMEOUT_MS }, () => {
    const audit = (path: string) => spawnSync(CLI, ['audit', path], { encoding: 'utf8' });
    expect(audit(folder)).toMatchObject({
      status: 2,
      stderr: `${folder} is a directory, not a HAR file.\n`,
    });
    expect(audit(join(folder, 'none.har'))).toMatchObject({ status: 2, stdout: '' });
  });

  it('redacts real files into a folder that it makes', { timeout: TIMEOUT_MS }, () => {
    const paths = PRODUCERS.slice(0, 2).map(({ write }, n) =>
      save(`raw-${n}.har`, write(INCIDENT)),
    );
    const into = join(folder, 'made', 'safe');
    const redact = (...args: string[]) => spawnSync(CLI, ['redact', ...args], { encoding: 'utf8' });
    expect(redact(...paths, '-o', into)).toMatchObject({ status: 0, stdout: '' });
    const made = readdirSync(into).map((name) => join(into, name));
    expect(made).toHaveLength(2);
    expect(redact('--check', ...made)).toMatchObject({ status: 0, stderr: '' });
    expect(redact('--check', ...paths).status).toBe(1);
  });

  it('audits each file of a folder side by side, whatever is in one', {
    timeout: TIMEOUT_MS,
  }, () => {
    const into = join(folder, 'many', 'below');
    mkdirSync(into, { recursive: true });
    const path = (name: string) => join(folder, 'many', name);
    writeFileSync(path('b.har'), PRODUCERS[0]?.write(INCIDENT) ?? '');
    writeFileSync(path('c.har'), 'broken');
    writeFileSync(path('notes.txt'), 'no HAR');
    writeFileSync(join(into, 'a.HAR'), chromeSanitised.write([{ status: 401 }]));
    const each = ['audit', '--each', '--json-lines', '--jobs', '2'];
    const ran = spawnSync(CLI, [...each, path('.'), path('none.har')], { encoding: 'utf8' });
    expect(ran.status).toBe(0);
    expect(ran.stderr).toBe('4 files; 2 could not be read.\n');
    const lines = ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const byName = (end: string) => lines.find(({ file }) => file.endsWith(end));
    expect(lines).toHaveLength(4);
    expect(byName('b.har')).toMatchObject({
      error: null,
      startedAt: expect.stringMatching(/^\d{4}-/),
      notJudged: null,
      generations: ['v2'],
      causes: [{ cause: 'expired', count: 1 }],
      findings: expect.arrayContaining(['expired-token-sent']),
      health: { invalidToken: 1, authenticated: 4 },
      clock: { host: 'api.futureguide.id' },
    });
    expect(byName('a.HAR')).toMatchObject({
      causes: [{ cause: 'unknown', count: 1 }],
      generations: [],
    });
    expect(byName('a.HAR').notJudged).toMatch(/without the headers/);
    expect(byName('c.har').error).toMatch(/c\.har is not JSON/);
    expect(byName('none.har').error).toMatch(/none\.har does not exist\.$/);
    expect(spawnSync(CLI, [...each, path('none.har')], { encoding: 'utf8' }).status).toBe(2);
  });

  it('is quiet when nobody reads on', { timeout: TIMEOUT_MS }, async () => {
    const many = Array.from({ length: 5_000 }, (_, n) => ({ at: n * 1000, status: 401 }));
    const path = save('many.har', chromeSanitised.write(many));
    const child = spawn(process.execPath, [CLI, 'audit', path], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      complaints += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect([status, complaints]).toEqual([0, '']);
  });
});
