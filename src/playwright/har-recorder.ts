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

function taken(path: string): string {
  try {
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
    return {
      end: async () => {
        await stop();
        return taken(path);
      },
    };
  }
  await context.routeFromHAR(path, { update: true, updateContent: 'embed', updateMode: 'full' });
  return {
    end: async () => {
      // Older versions write it when the context closes.
      await context.close();
      return taken(path);
    },
  };
}
