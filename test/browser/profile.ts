import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';

/** A browser profile that is ours to delete. */
export interface TemporaryProfile {
  dir: string;
  /** Deletes it; safe to call twice. Call it once the browser's processes have ended. */
  remove(): Promise<void>;
}

/** A fresh, empty profile folder; deleted by `remove`, or when this process ends. */
export function temporaryProfile(name: string): TemporaryProfile {
  const dir = mkdtempSync(join(tmpdir(), `futureguide-${name}-`));
  const forget = atExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  return {
    dir,
    remove: async () => {
      await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      forget();
    },
  };
}
