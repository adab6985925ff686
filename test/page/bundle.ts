import { build, type Rollup } from 'vite';

/** Builds one file with all it imports into a plain script, as the extension's scripts are. */
export async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome120',
      lib: { entry, formats: ['iife'], name: 'script' },
    },
  });
  const [result] = (Array.isArray(built) ? built : [built]) as Rollup.RollupOutput[];
  const chunk = result?.output[0];
  if (!chunk) throw new Error(`${entry} was built into nothing`);
  return chunk.code;
}
