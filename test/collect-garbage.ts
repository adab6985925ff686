import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects what nothing holds any more. */
export async function collectGarbage(): Promise<void> {
  // What was looked at by a WeakRef stays until its task has ended.
  await new Promise((resolve) => setTimeout(resolve));
  collect();
}
