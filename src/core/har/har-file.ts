import type { HarLeg } from '../recording/observation.ts';
import { fieldsOf } from '../token/json.ts';
import { type HarLegs, HarLegsReader, hostsOf, inOrderOfStart } from './har-legs.ts';

/** Why a text is no HAR. */
export type HarProblem = 'empty' | 'not-json' | 'not-har';

export type HarReading = HarLegs | { kind: 'problem'; problem: HarProblem };

/**
 * Says which URLs count: those of the service's hosts, of further ones (`host` for any port,
 * `host:port` for that one), or of every host where one of them is `*`.
 */
export function hostFilter(
  isServiceHost: (hostname: string) => boolean,
  further: readonly string[],
): (url: string) => boolean {
  const wanted = new Set(further.map((host) => host.toLowerCase()));
  return (url) => {
    const hosts = hostsOf(url);
    const [name] = hosts;
    if (name === undefined) return false;
    return wanted.has('*') || isServiceHost(name) || hosts.some((host) => wanted.has(host));
  };
}

/** The legs of several files as those of one, in order of start; ties in the order of the files. */
export function asOneFile(files: readonly (readonly HarLeg[])[]): HarLeg[] {
  let first = 0;
  let next = 0;
  const legs: HarLeg[] = [];
  for (const file of files) {
    for (const leg of file) {
      const place = first + (leg.file?.place ?? 0);
      next = Math.max(next, place + 1);
      legs.push(leg.file ? { ...leg, file: { ...leg.file, place } } : leg);
    }
    first = next;
  }
  return inOrderOfStart(legs);
}

function entriesOf(value: unknown): readonly unknown[] | null {
  const { entries } = fieldsOf(fieldsOf(value).log);
  return Array.isArray(entries) ? entries : null;
}

/** The parsed JSON, or undefined; the engine's own message would quote the text, secrets and all. */
export function parseFile(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

export function isBlank(text: string): boolean {
  return /^\uFEFF?\s*$/.test(text);
}

/** What `readHarFile` reads, parsed already. */
export function readHar(
  value: unknown,
  name: string,
  isWanted: (url: string) => boolean,
): HarReading {
  const entries = entriesOf(value);
  if (!entries) return { kind: 'problem', problem: 'not-har' };
  const reader = new HarLegsReader(name, isWanted);
  for (const entry of entries) reader.add(entry);
  return reader.read(fieldsOf(fieldsOf(value).log));
}

/**
 * A HAR 1.1 or 1.2 file of any producer: every entry whose URL is wanted is one leg, preflights
 * left out. `name` tells the legs of one file from those of another.
 */
export function readHarFile(
  text: string,
  name: string,
  isWanted: (url: string) => boolean,
): HarReading {
  if (isBlank(text)) return { kind: 'problem', problem: 'empty' };
  const value = parseFile(text);
  return value === undefined
    ? { kind: 'problem', problem: 'not-json' }
    : readHar(value, name, isWanted);
}
