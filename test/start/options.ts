import { parseArgs } from 'node:util';
import { BUILDS, type Build } from '../service/switches.ts';

export interface StartOptions {
  build: Build;
  /** Life of a token in seconds. */
  lifeSeconds: number;
  headless: boolean;
  /** with the extension as it is packed for the store */
  fromZip: boolean;
}

const FLAGS = {
  build: { type: 'string', default: 'v2-before' },
  life: { type: 'string', default: '60' },
  headless: { type: 'boolean' },
  'from-zip': { type: 'boolean' },
} as const;
/** In a shorter life nothing can be watched. */
const MIN_LIFE_SECONDS = 5;
const USAGE = `npm start -- [--build ${BUILDS.join('|')}] [--life SECONDS] [--headless] [--from-zip]`;

/**
 * What a person wrote behind `npm start --`.
 * @throws Error with one sentence when it cannot be understood.
 */
export function readOptions(args: string[], hasDisplay: boolean): StartOptions {
  const { values, tokens } = parseArgs({ args, options: FLAGS, strict: false, tokens: true });
  const strange = tokens.find((token) => {
    if (token.kind === 'option') return !Object.hasOwn(FLAGS, token.name);
    return token.kind === 'positional';
  });
  if (strange) throw new Error(`"${args[strange.index]}" is not known here; write ${USAGE}`);
  const build = BUILDS.find((name) => name === values.build);
  if (!build) throw new Error(`--build takes one of ${BUILDS.join(', ')}.`);
  const lifeSeconds = typeof values.life === 'string' ? Number(values.life) : Number.NaN;
  if (!(lifeSeconds >= MIN_LIFE_SECONDS))
    throw new Error(`--life takes the seconds a token lives, from ${MIN_LIFE_SECONDS}.`);
  return {
    build,
    lifeSeconds,
    headless: values.headless === true || !hasDisplay,
    fromZip: values['from-zip'] === true,
  };
}
