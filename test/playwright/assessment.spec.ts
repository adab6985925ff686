import type { Page, Response, TestInfo } from '@playwright/test';
import { expect, test } from 'futureguide-tokens/playwright';

/** Longer than a token lives in this run. */
const HELD_SECONDS = 7;

const isStatus = (response: Response) => response.url().includes('/api/assessment/status/');
const isRefresh = (response: Response) =>
  response.url().includes('/api/auth/v2/refresh') && response.request().method() === 'POST';

/** Signs in, submits an assessment and polls for its result. */
async function openApp(page: Page, { project }: TestInfo): Promise<void> {
  const { build } = project.metadata;
  await page.goto(`https://futureguide.id/?build=${build}&auto=signin,submit,poll`);
}

test('a long assessment keeps its session', async ({ page }, testInfo) => {
  let refreshes = 0;
  page.on('response', (response) => {
    if (isRefresh(response) && response.ok()) refreshes += 1;
  });
  // The service holds one status call open across the token's expiry.
  await fetch(`${process.env.CONTROL}/switches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ holdStatusSeconds: HELD_SECONDS }),
  });
  await openApp(page, testInfo);
  for (let answers = 0; answers < 3; answers += 1) await page.waitForResponse(isStatus);
  expect(refreshes, 'refreshes').toBeGreaterThan(0);
});
