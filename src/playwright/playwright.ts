import {
  test as base,
  type Fixtures,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestInfo,
  type TestType,
} from '@playwright/test';
import { name, version } from '../../package.json';
import { englishUtc } from '../core/language/english.ts';
import { htmlReport } from '../core/report/document/html.ts';
import { withoutPeople } from '../core/report/without-people.ts';
import { futureGuide } from '../futureguide.ts';
import { undoFaults } from './faults-of-context.ts';
import { recordHar } from './har-recorder.ts';
import { judge, judgeHar, type TestVerdict } from './judge.ts';
import { TOKEN_CHECK, type TokenCheck } from './options.ts';

export { expect } from '@playwright/test';
export type { SwitchedOn, TokenCheck, TokenWord } from './options.ts';
export { dropToken, expireToken, failRefresh } from './test-faults.ts';

/** What a test gets. */
export interface TokenFixtures {
  /** what the tokens of a test are judged by; set a part of it with `test.use` */
  tokenCheck: Partial<TokenCheck>;
  /** records the test’s context and judges it at the end */
  tokenRecording: undefined;
}

type Given = PlaywrightTestArgs & PlaywrightTestOptions;
type GivenOnce = PlaywrightWorkerArgs & PlaywrightWorkerOptions;

const TOOL = { name, version };

/** Where the tests run, for whoever reads the report. */
function environmentOf(testInfo: TestInfo) {
  const { locale, timezoneId } = testInfo.project.use;
  return {
    browser: testInfo.project.name || null,
    language: locale ?? null,
    timeZone: timezoneId ?? null,
  };
}

async function attach({ report }: TestVerdict, testInfo: TestInfo): Promise<void> {
  const environment = environmentOf(testInfo);
  const page = await htmlReport(report, {
    profile: futureGuide,
    language: englishUtc,
    environment,
  });
  const json = JSON.stringify(withoutPeople(report), null, 2);
  await testInfo.attach('report.json', { body: json, contentType: 'application/json' });
  await testInfo.attach('tokens.html', { body: page, contentType: 'text/html' });
}

/** Where in our code it was found tells a reader nothing. */
function failure(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}

const fixtures: Fixtures<TokenFixtures, object, Given, GivenOnce> = {
  tokenCheck: [{}, { option: true }],
  tokenRecording: [
    async ({ context, tokenCheck }, use, testInfo) => {
      const check: TokenCheck = { ...TOKEN_CHECK, ...tokenCheck };
      const recorder = await recordHar(context, testInfo.outputPath('tokens.har'));
      await use(undefined);
      const faults = undoFaults(context);
      // The file holds secrets, so it is taken away whatever became of the page.
      await faults.catch(() => undefined);
      const har = await recorder.end();
      const report = judgeHar(har, await faults, check.hosts, TOOL);
      const judgement = judge(report, check);
      process.stdout.write(`${judgement.line}\n`);
      await attach(judgement, testInfo);
      if (judgement.message === null) return;
      testInfo.annotations.push({ type: 'tokens', description: judgement.message });
      if (!check.soft) throw failure(judgement.message);
    },
    { auto: true },
  ],
};

/** A `test` of one’s own, with each of its tests recorded and judged. */
export function withTokens<Test extends Given, Worker extends GivenOnce>(
  test: TestType<Test, Worker>,
): TestType<Test & TokenFixtures, Worker> {
  // The fixtures ask for no more than every test of Playwright has.
  return (test as unknown as typeof base).extend(fixtures) as unknown as TestType<
    Test & TokenFixtures,
    Worker
  >;
}

/** Playwright’s `test`, with each test recorded and judged. */
export const test = withTokens(base);
