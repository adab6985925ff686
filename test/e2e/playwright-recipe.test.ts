import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../browser/find-browser.ts';
import { type Service, startService } from '../service/service.ts';

const CONFIG = 'test/playwright/playwright.config.ts';
const TIMEOUT_MS = 180_000;

/** What Playwright's JSON reporter says, as far as it is looked at. */
interface Result {
  title: string;
  project: string;
  isPassed: boolean;
  errors: string;
  said: string;
  attachments: Map<string, string>;
}

interface Suite {
  suites?: Suite[];
  specs: {
    title: string;
    tests: {
      projectName: string;
      results: {
        status: string;
        errors: { message?: string }[];
        stdout: { text?: string }[];
        attachments: { name: string; path?: string; body?: string }[];
      }[];
    }[];
  }[];
}

function resultsIn({ suites = [], specs }: Suite): Result[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ projectName, results }) =>
      results.map(({ status, errors, stdout, attachments }) => ({
        title,
        project: projectName,
        isPassed: status === 'passed',
        errors: errors.map(({ message = '' }) => message).join('\n'),
        said: stdout.map(({ text = '' }) => text).join(''),
        attachments: new Map(
          attachments.map(({ name, path, body }) => [
            name,
            path ? readFileSync(path, 'utf8') : Buffer.from(body ?? '', 'base64').toString('utf8'),
          ]),
        ),
      })),
    ),
  );
  return [...own, ...suites.flatMap(resultsIn)];
}

let service: Service;
let folder: string;
let results: Result[];

/** Runs the tests in `test/playwright` as their own `npx playwright test` would. */
async function runPlaywright(): Promise<Result[]> {
  const report = join(folder, 'report.json');
  const env = {
    ...process.env,
    CHROMIUM: await findChromium(),
    SERVICE: `127.0.0.1:${service.httpsPort}`,
    CONTROL: `http://127.0.0.1:${service.controlPort}`,
    OUTPUT: join(folder, 'results'),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    NODE_OPTIONS: '',
    FORCE_COLOR: '0',
  };
  const args = ['node_modules/@playwright/test/cli.js', 'test', '-c', CONFIG, '--reporter=json'];
  // The service answers from this process, so it must not wait.
  await promisify(execFile)(process.execPath, args, { env }).catch(() => undefined);
  return (JSON.parse(readFileSync(report, 'utf8')).suites as Suite[]).flatMap(resultsIn);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'futureguide-recipe-'));
  service = await startService({
    switches: {
      tokenLifetimeSeconds: 6,
      refreshAheadSeconds: 4,
      pollSeconds: 0.5,
      assessmentSeconds: 600,
    },
  });
  results = await runPlaywright();
}, TIMEOUT_MS);

afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function resultOf(title: string, project = 'v2-after'): Result {
  const found = results.find((each) => each.title === title && each.project === project);
  if (!found) throw new Error(`“${title}” was not run: ${JSON.stringify(results)}`);
  return found;
}

const LONG = 'a long assessment keeps its session';

describe('the check of the team, with Playwright', () => {
  it('is red on the build before the fix, and says why', () => {
    const { isPassed, errors, said } = resultOf(LONG, 'v2-before');
    expect(isPassed).toBe(false);
    expect(errors).toContain('Tokens went wrong (sent-expired, invalid-token):');
    expect(errors).toMatch(
      /r\d+ GET \/api\/assessment\/status\/\S+\n {4}Refused: the token had expired/,
    );
    expect(errors).toMatch(/\((certain|likely)\)\n {6}– The token had expired/);
    expect(said).toMatch(/tokens: \d+ requests, 0 refreshes, [1-9]\d* refused\n/);
  });

  it('is green on the build after it', () => {
    const { isPassed, errors, said } = resultOf(LONG);
    expect([isPassed, errors]).toEqual([true, '']);
    expect(said).toMatch(/tokens: \d+ requests, [1-9]\d* refresh(es)?, 0 refused\n/);
  });

  it('attaches the report, as JSON and as a page, without people and secrets', () => {
    const { attachments } = resultOf(LONG, 'v2-before');
    const report = JSON.parse(attachments.get('report.json') ?? '');
    expect(report).toMatchObject({ schema: 1, source: { kind: 'har' } });
    expect(report.requests.some(({ cause }: { cause?: string }) => cause === 'expired')).toBe(true);
    expect(attachments.get('tokens.html')).toContain('<!doctype html>');
    const all = ['report.json', 'tokens.html'].map((name) => attachments.get(name)).join('');
    expect(all).not.toMatch(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{20}/);
    expect(all).not.toMatch(/[\w.]+@(?!redacted\.invalid)[\w-]+\.\w+/);
  });

  it('leaves no HAR behind', () => {
    const left = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => name.endsWith('.har'))).toEqual([]);
  });
});

describe('faults in a Playwright test', () => {
  it.each([
    'an app that looks at its token bears its expiry',
    'undone, an expired token is what it was',
    'a dropped token and a failed refresh are told as faults',
  ])('%s', (title) => {
    const { isPassed, errors } = resultOf(title);
    expect([isPassed, errors]).toEqual([true, '']);
  });

  it('make their refusals, and nothing else does', () => {
    const { attachments } = resultOf('a dropped token and a failed refresh are told as faults');
    const { requests } = JSON.parse(attachments.get('report.json') ?? '');
    const causes = requests.flatMap(({ cause }: { cause?: string }) => cause ?? []);
    expect([...new Set(causes)]).toEqual(['fault']);
  });
});
