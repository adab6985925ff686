import { dropToken, expect, expireToken, failRefresh, test } from 'futureguide-tokens/playwright';

const APP = 'https://futureguide.id/?build=v2-after&auto=signin,submit,poll';
const STATUS = '/api/assessment/status/';

test('an app that looks at its token bears its expiry', async ({ page }) => {
  await page.goto(APP);
  await page.waitForResponse((response) => response.url().includes(STATUS));
  const refreshed = page.waitForResponse(
    (response) => response.url().includes('/api/auth/v2/refresh') && response.ok(),
  );
  await expireToken(page);
  await refreshed;
});

test.describe('faults', () => {
  test.use({ tokenCheck: { soft: true } });

  test('undone, an expired token is what it was', async ({ page }) => {
    await page.goto(APP);
    await page.waitForResponse((response) => response.url().includes(STATUS));
    const storage = () => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
    // The app must not refresh meanwhile.
    const refresh = await failRefresh(page, 500);
    const before = await storage();
    const expired = await expireToken(page);
    expect(await storage()).not.toBe(before);
    await expired.undo();
    expect(await storage()).toBe(before);
    await refresh.undo();
  });

  test('a dropped token and a failed refresh are told as faults', async ({ page }) => {
    await failRefresh(page, 500);
    const dropped = await dropToken(page, STATUS);
    await page.goto(APP);
    const refused = await page.waitForResponse((response) => response.url().includes(STATUS));
    expect(refused.status()).toBe(401);
    await dropped.undo();
    await page.waitForResponse((response) => response.url().includes(STATUS) && response.ok());
  });
});
