import type { Said } from '../../src/core/language/language.ts';
import { redactText } from '../../src/core/redaction/redact.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { language } from './language.ts';
import { localTime } from './times.ts';

/** What rows and tokens are called on the screen. */
export interface ScreenNames {
  analysis: Analysis;
  entryOf: (id: string) => LogEntry | undefined;
}

/** The report names tokens `t1`, requests `r1` and sockets `s1`; nobody knows them by that here. */
function nameOnScreen(id: string, { analysis, entryOf }: ScreenNames): string {
  const record = analysis.chains.credentials.all.find((one) => one.id === id);
  if (record) return record.fingerprint;
  const at = entryOf(id)?.at;
  return at === null || at === undefined ? id : `(${localTime(at, analysis.lastAt)})`;
}

/** What the core says, without secrets; its tokens by their fingerprints, its requests by their time. */
export function screenWords(what: Said, names: ScreenNames): string {
  return redactText(language.value.withNames((id) => nameOnScreen(id, names)).tell(what));
}
