import {
  BROWSERS,
  type BrowserKind,
  cacheFolders,
  type Effects,
  installSteps,
  type Machine,
  usualPlaces,
} from './browser-places.ts';
import { systemEffects, thisMachine } from './install-browser.ts';

const found = new Map<BrowserKind, Promise<string>>();

/** A Chromium or Chrome for Testing: `CHROME_PATH`, else an installed one, else one installed now. */
export function findChromium(): Promise<string> {
  return findOnce('chromium');
}

/** A Firefox: `FIREFOX_PATH`, else an installed one, else one installed now. */
export function findFirefox(): Promise<string> {
  return findOnce('firefox');
}

function findOnce(kind: BrowserKind): Promise<string> {
  const search = found.get(kind) ?? findBrowser(kind, thisMachine(), systemEffects());
  found.set(kind, search);
  return search;
}

/** The search itself; throws one clear sentence when there is no way to a browser. */
export async function findBrowser(
  kind: BrowserKind,
  machine: Machine,
  effects: Effects,
): Promise<string> {
  const { title, variable } = BROWSERS[kind];
  const chosen = machine.env[variable];
  if (chosen) {
    if (effects.isExecutable(chosen)) return chosen;
    throw new Error(`${variable} is ${chosen}, which is not an executable file.`);
  }
  const installed = await findInstalled(kind, machine, effects);
  if (installed) return installed;

  const reasons: string[] = [];
  for (const step of installSteps(machine)) {
    effects.say(`No ${title} found here; getting one (${step}) …`);
    try {
      const path =
        (await effects.install(step, kind, cacheFolders(machine)[0])) ??
        (await findInstalled(kind, machine, effects));
      if (path) {
        effects.say(`${title} is ready: ${path}`);
        return path;
      }
      reasons.push(`${step} brought none that runs`);
    } catch (error) {
      reasons.push(`${step} failed (${firstLine(error)})`);
    }
  }
  throw new Error(
    `No ${title} found, and none could be installed: ${reasons.join('; ')}. ` +
      `Install ${title}, or set ${variable} to an executable.`,
  );
}

async function findInstalled(
  kind: BrowserKind,
  machine: Machine,
  effects: Effects,
): Promise<string | undefined> {
  // A stub that only advertises another package passes for a program until it is run.
  const usable = (path: string) => effects.isExecutable(path) && effects.runs(path);
  const installed = usualPlaces(kind, machine).find(usable);
  if (installed) return installed;
  for (const folder of cacheFolders(machine)) {
    const cached = (await effects.downloaded(kind, folder)).find(usable);
    if (cached) return cached;
  }
  return undefined;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? '';
}
