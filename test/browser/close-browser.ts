import type { ChildProcess } from 'node:child_process';
import type { Browser } from 'puppeteer-core';
import { atExit } from './at-exit.ts';
import { waitFor } from './wait.ts';

/** A browser that does not end by itself within this many milliseconds is killed. */
const PATIENCE_MS = 5_000;

/** For `puppeteer.launch`: signals are ours, since its own handling forgets the second browser. */
export const OUR_SIGNALS = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

/**
 * Takes charge of a browser: it dies with this process. The function returned ends it and all
 * its child processes, politely first; that one never throws, never hangs, and may be repeated.
 */
export function takeCharge(browser: Browser): () => Promise<void> {
  const child = browser.process();
  const forget = atExit(() => kill(child));
  const end = async () => {
    const closed = () => browser.close().then(...EITHER_WAY);
    await patiently('the browser to close', closed, PATIENCE_MS);
    // Waiting for its helpers instead would wait for zombies where nobody reaps them.
    kill(child);
    await patiently('the browser process to end', () => !child || hasEnded(child), PATIENCE_MS);
    forget();
  };
  let ending: Promise<void> | undefined;
  return () => {
    ending ??= end();
    return ending;
  };
}

/** A browser that is gone already cannot be asked to close. */
const EITHER_WAY = [() => true, () => true] as const;

/** Waits, and carries on all the same when that takes too long. */
async function patiently(
  what: string,
  fn: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  await waitFor(what, fn, { timeoutMs }).catch(() => {});
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Kills the process group: puppeteer makes a browser the leader of one (not on Windows). */
function kill(child: ChildProcess | null): void {
  if (!child?.pid) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    if (!hasEnded(child)) child.kill('SIGKILL');
  }
}
