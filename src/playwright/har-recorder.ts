import { readFileSync, rmSync } from 'node:fs';
import type { BrowserContext } from '@playwright/test';

/** Records what a context sends and is answered; the file holds secrets, and is gone at the end. */
export interface HarRecorder {
  /** The HAR as text; the context may be closed by it. */
  end(): Promise<string>;
}

/** What newer versions of Playwright have. */
interface HarTracing {
  startHar?(path: string, options: { content: 'embed' }): Promise<unknown>;
  stopHar?(): Promise<void>;
}

/** What the file holds once it is ended; gone, too, where it cannot be ended. */
async function taken(path: string, end: () => Promise<void>): Promise<string> {
  try {
    await end();
    return readFileSync(path, 'utf8');
  } finally {
    rmSync(path, { force: true });
  }
}

/** Begins to record a context into a file, by whichever way this Playwright has. */
export async function recordHar(context: BrowserContext, path: string): Promise<HarRecorder> {
  const tracing: HarTracing = context.tracing;
  if (tracing.startHar && tracing.stopHar) {
    await tracing.startHar(path, { content: 'embed' });
    const stop = tracing.stopHar.bind(tracing);
    return { end: () => taken(path, stop) };
  }
  await context.routeFromHAR(path, { update: true, updateContent: 'embed', updateMode: 'full' });
  // Older versions write it when the context closes.
  return { end: () => taken(path, () => context.close()) };
}
