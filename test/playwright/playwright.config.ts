import { defineConfig } from '@playwright/test';

const { CHROMIUM = '', SERVICE = '' } = process.env;

/** Run by `test/e2e/playwright-recipe.test.ts` with a browser and a service of its own. */
export default defineConfig({
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 40_000,
  outputDir: process.env.OUTPUT ?? 'test-results',
  projects: [
    { name: 'v2-before', testMatch: 'assessment.spec.ts', metadata: { build: 'v2-before' } },
    { name: 'v2-after', metadata: { build: 'v2-after' } },
  ],
  use: {
    ignoreHTTPSErrors: true,
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        `--host-resolver-rules=MAP *.futureguide.id ${SERVICE}, MAP futureguide.id ${SERVICE}`,
        '--disable-quic',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
});
