import type { Frame } from 'puppeteer-core';
import type { LoggedRequest } from '../service/request-log.ts';
import type { Service } from '../service/service.ts';

export const REFRESH = '/api/auth/v2/refresh';

/** What the service received at its refresh endpoint. */
export function refreshCalls({ log }: Service): LoggedRequest[] {
  return log.filter(({ method, path }) => method === 'POST' && path === REFRESH);
}

export function isRefreshDisabled(frame: Frame): Promise<boolean> {
  return frame.$eval('::-p-aria([name="Force refresh"][role="button"])', (button) =>
    button.matches(':disabled'),
  );
}
