import type { Page, Route } from '@playwright/test';
import type { Fault, RequestFault } from '../core/faults/fault.ts';
import { urlPattern } from '../core/faults/request-rule.ts';
import { planEdits } from '../core/faults/storage-edits.ts';
import { besideEdits, planUndo } from '../core/faults/undo.ts';
import { futureGuide } from '../futureguide.ts';
import { readPageStorage, writePageStorage } from './evaluated-storage.ts';
import { keepFault } from './faults-of-context.ts';
import type { SwitchedOn } from './options.ts';

/**
 * Lets the token that the page's app holds run out now: the same token with an `exp` that is over, in
 * every place from which the app reads it. The service would refuse it for its signature as well.
 * @throws Error when nobody is signed in on the page, or its token is no JWT
 */
export async function expireToken(page: Page): Promise<SwitchedOn> {
  const { storage: rules } = futureGuide;
  const fault = { name: 'expire-now' } as const;
  const storage = await readPageStorage(page, rules);
  const plan = planEdits(rules, storage, fault, Date.now());
  if (plan.kind === 'unavailable')
    throw new Error(
      plan.reason === 'not-a-jwt'
        ? 'The token of this page is no JWT, so it has no expiry that could be changed.'
        : 'Nobody is signed in on this page, so there is no token that could expire.',
    );
  const edits = [...plan.edits, ...besideEdits(rules, storage, plan.edits)];
  await writePageStorage(page, plan.edits, 'after');
  return keepFault(page, fault, plan.token, async () => {
    const { restore } = planUndo(rules, edits, await readPageStorage(page, rules), 'keep');
    await writePageStorage(page, restore, 'before');
  });
}

async function route(
  page: Page,
  fault: Fault,
  pattern: RegExp,
  handle: (route: Route) => Promise<void>,
): Promise<SwitchedOn> {
  const handler = (each: Route) =>
    each.request().method() === 'OPTIONS' ? each.fallback() : handle(each);
  await page.route(pattern, handler);
  return keepFault(page, fault, null, () => page.unroute(pattern, handler));
}

/**
 * Takes the `Authorization` header off the page's requests to the API, or to one route of it.
 * @param path the beginning of their path, as `/api/assessment/status/`
 */
export function dropToken(page: Page, path: string | null = null): Promise<SwitchedOn> {
  const fault: RequestFault = {
    name: 'drop-authorization',
    scope: { path, method: null, times: null },
  };
  return route(page, fault, new RegExp(urlPattern(fault, futureGuide)), async (each) => {
    const { authorization: _dropped, ...headers } = await each.request().allHeaders();
    await each.continue({ headers });
  });
}

/** Answers every refresh of the page as the service does when it fails so; nothing is sent. */
export function failRefresh(page: Page, status: 401 | 429 | 500): Promise<SwitchedOn> {
  const fault = { name: 'fail-refresh', status } as const;
  const pattern = new RegExp(`^[a-z]+://[^/]+(?:${futureGuide.refreshPath})`);
  return route(page, fault, pattern, async (each) => {
    const origin = each.request().headers().origin ?? '*';
    await each.fulfill({
      status,
      contentType: 'application/json',
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
      },
      body: futureGuide.refreshRefusal(status),
    });
  });
}
