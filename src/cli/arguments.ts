import { parseArgs } from 'node:util';
import { CAUSES, FINDINGS, FLAGS } from '../core/language/stable-words.ts';

export const USAGE = `Usage: futureguide-tokens audit FILE.har… [--json] [--fail-on WORD,…] [--strict] [--host HOST]…

Says of every request in HAR files which token it carried, how much life that had,
and why the service refused it.

  --json             write the report as JSON instead of a table
  --fail-on WORD,…   exit with 1 when one of these flags, causes or findings is in it
  --strict           exit with 2 when nothing in a file can be judged
  --host HOST        take requests to this host as well (HOST or HOST:PORT; * for every host)
  --help             show this
  --version          show the version

Exit code: 0, or 1 when something named in --fail-on was found, or 2 for unusable input.
`;

/** Everything that --fail-on can name. */
export const FAIL_WORDS: readonly string[] = [...new Set([...FLAGS, ...CAUSES, ...FINDINGS])];

export interface AuditOptions {
  files: string[];
  json: boolean;
  failOn: string[];
  strict: boolean;
  hosts: string[];
}

export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'audit'; options: AuditOptions }
  /** a sentence; with the usage where that would have helped */
  | { kind: 'unusable'; sentence: string; withUsage: boolean };

const OPTIONS = {
  json: { type: 'boolean' },
  'fail-on': { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  host: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

const HOST = /^(\*|(\[[0-9a-f:.]+\]|[^\s/:[\]?#@*]+)(:\d{1,5})?)$/i;

function unusable(sentence: string, withUsage = true): Command {
  return { kind: 'unusable', sentence, withUsage };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [sentence = ''] = String((error as Error).message).split(/\. |\n/, 1);
    return sentence.replace(/\.?$/, '.');
  }
}

/** Reads the arguments after the program's name. */
export function readArguments(args: readonly string[]): Command {
  const parsed = parse(args);
  if (typeof parsed === 'string') return unusable(parsed);
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, ...files] = positionals;
  if (command === undefined) return unusable('A command is missing.');
  if (command !== 'audit') return unusable(`There is no command “${command}”.`);
  if (files.length === 0) return unusable('A HAR file is missing.');

  const failOn = (values['fail-on'] ?? []).flatMap((words) => words.split(',')).map(trimmed);
  const unknown = failOn.find((word) => !FAIL_WORDS.includes(word));
  if (unknown !== undefined)
    return unusable(
      `--fail-on does not know “${unknown}”; it knows ${FAIL_WORDS.join(', ')}.`,
      false,
    );
  const hosts = (values.host ?? []).map(trimmed);
  const noHost = hosts.find((host) => !HOST.test(host));
  if (noHost !== undefined)
    return unusable(`“${noHost}” is no host; --host takes HOST, HOST:PORT or *.`, false);
  const { json = false, strict = false } = values;
  return { kind: 'audit', options: { files, json, failOn, strict, hosts } };
}

function trimmed(text: string): string {
  return text.trim();
}
