import { redactText } from '../../src/core/redaction/redact.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../src/core/verdict/log.ts';
import { localTime } from './times.ts';

/** The report names tokens `t1`, requests `r1` and sockets `s1`; nobody knows them by that here. */
const NAMES = /(?<![\w/.-])[trs]\d+(?![\w/-]|\.\w)/g;

/** What rows and tokens are called on the screen. */
export interface ScreenNames {
  analysis: Analysis;
  entryOf: (id: string) => LogEntry | undefined;
}

function nameOnScreen(name: string, { analysis, entryOf }: ScreenNames): string {
  if (name.startsWith('t')) {
    const record = analysis.chains.credentials.all.find(({ id }) => id === name);
    return record?.fingerprint ?? name;
  }
  const at = entryOf(name)?.at;
  return at === null || at === undefined ? name : `(${localTime(at, analysis.lastAt)})`;
}

/** A text of the core without secrets, its tokens by their fingerprints, its requests by their time. */
export function screenWords(text: string, names: ScreenNames): string {
  return redactText(text).replace(NAMES, (name) => nameOnScreen(name, names));
}
