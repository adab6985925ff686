import { parseArgs } from 'node:util';
import { CAUSES, FINDINGS, FLAGS } from '../core/language/stable-words.ts';

/** Everything that --fail-on can name. */
export const FAIL_WORDS: readonly string[] = [...new Set([...FLAGS, ...CAUSES, ...FINDINGS])];

export interface AuditOptions {
  files: string[];
  output: 'text' | 'json' | 'markdown' | 'html';
  /** the file for `html` */
  htmlFile: string | null;
  failOn: string[];
  strict: boolean;
  hosts: string[];
  /** a file; null for FutureGuide's */
  profile: string | null;
}

export interface EachOptions {
  /** files and folders */
  places: string[];
  jobs: number;
  hosts: string[];
  profile: string | null;
}

export interface RedactOptions {
  files: string[];
  /** a file, or a folder; null for standard output */
  output: string | null;
  check: boolean;
  hosts: string[];
  profile: string | null;
}

export interface CompareOptions {
  before: string;
  after: string;
  output: 'text' | 'json' | 'markdown';
  failOnNew: boolean;
  hosts: string[];
  profile: string | null;
}

export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'audit'; options: AuditOptions }
  | { kind: 'each'; options: EachOptions }
  | { kind: 'redact'; options: RedactOptions }
  | { kind: 'compare'; options: CompareOptions }
  /** a sentence; with the usage where that would have helped */
  | { kind: 'unusable'; sentence: string; withUsage: boolean };

const OPTIONS = {
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  'fail-on': { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  html: { type: 'string' },
  profile: { type: 'string' },
  each: { type: 'boolean' },
  'json-lines': { type: 'boolean' },
  jobs: { type: 'string' },
  output: { type: 'string', short: 'o' },
  check: { type: 'boolean' },
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

type Values = Exclude<ReturnType<typeof parse>, string>['values'];

/** The options that each command takes beside those of all. */
const OWN_OPTIONS = {
  audit: ['json', 'html', 'markdown', 'fail-on', 'strict', 'profile', 'each', 'json-lines', 'jobs'],
  redact: ['output', 'check', 'profile'],
  compare: ['json', 'markdown', 'fail-on', 'profile'],
} as const satisfies Record<string, readonly (keyof Values)[]>;
type CommandName = keyof typeof OWN_OPTIONS;

function isCommand(name: string): name is CommandName {
  return name in OWN_OPTIONS;
}

/** An option that was given, and that another command takes. */
function foreignOption(command: CommandName, values: Values): string | undefined {
  const own: readonly string[] = OWN_OPTIONS[command];
  const others = Object.values(OWN_OPTIONS).flat();
  return others.find((name) => !own.includes(name) && values[name] !== undefined);
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
  if (!isCommand(command)) return unusable(`There is no command “${command}”.`);
  const foreign = foreignOption(command, values);
  if (foreign !== undefined) return unusable(`${command} takes no --${foreign}.`);
  if (files.length === 0) return unusable('A HAR file is missing.');
  const hosts = (values.host ?? []).map(trimmed);
  const noHost = hosts.find((host) => !HOST.test(host));
  if (noHost !== undefined)
    return unusable(`“${noHost}” is no host; --host takes HOST, HOST:PORT or *.`, false);
  return READERS[command](files, hosts, values);
}

function auditOf(files: string[], hosts: string[], values: Values): Command {
  const { each = false, 'json-lines': jsonLines = false, jobs, profile = null } = values;
  if (each || jsonLines) return eachOf(files, hosts, values);
  if (jobs !== undefined) return unusable('--jobs goes with --each.');
  const failOn = (values['fail-on'] ?? []).flatMap((words) => words.split(',')).map(trimmed);
  const unknown = failOn.find((word) => !FAIL_WORDS.includes(word));
  if (unknown !== undefined)
    return unusable(
      `--fail-on does not know “${unknown}”; it knows ${FAIL_WORDS.join(', ')}.`,
      false,
    );
  const { json = false, markdown = false, html = null, strict = false } = values;
  if ([json, markdown, html !== null].filter(Boolean).length > 1)
    return unusable('--json, --html and --markdown exclude each other.');
  let output: AuditOptions['output'] = 'text';
  if (json) output = 'json';
  if (markdown) output = 'markdown';
  if (html !== null) output = 'html';
  return {
    kind: 'audit',
    options: { files, output, htmlFile: html, failOn, strict, hosts, profile },
  };
}

function eachOf(places: string[], hosts: string[], values: Values): Command {
  const { each = false, 'json-lines': jsonLines = false, jobs = '1', profile = null } = values;
  if (!each || !jsonLines) return unusable('--each and --json-lines go together.');
  const other = (['json', 'html', 'markdown', 'fail-on', 'strict'] as const).find(
    (name) => values[name] !== undefined,
  );
  if (other !== undefined) return unusable(`--each takes no --${other}.`);
  if (!/^[1-9]\d?$/.test(jobs)) return unusable('--jobs takes a number from 1 to 99.');
  return { kind: 'each', options: { places, jobs: Number(jobs), hosts, profile } };
}

function redactOf(files: string[], hosts: string[], values: Values): Command {
  const { output = null, check = false, profile = null } = values;
  if (check && output !== null) return unusable('--check writes nothing, so it takes no -o.');
  if (check && profile !== null)
    return unusable('--check looks at every host, so it takes no --profile.');
  if (!check && output === null && files.length > 1)
    return unusable('Several files need -o with a folder to write them into.', false);
  return { kind: 'redact', options: { files, output, check, hosts, profile } };
}

function compareOf(files: string[], hosts: string[], values: Values): Command {
  const [before, after, ...more] = files;
  if (before === undefined || after === undefined || more.length > 0)
    return unusable('compare takes two files: before and after the change.');
  const { json = false, markdown = false, 'fail-on': failOn = [], profile = null } = values;
  if (json && markdown) return unusable('--json and --markdown exclude each other.');
  const unknown = failOn.map(trimmed).find((word) => word !== 'new');
  if (unknown !== undefined)
    return unusable(`--fail-on of compare does not know “${unknown}”; it knows new.`, false);
  let output: CompareOptions['output'] = 'text';
  if (json) output = 'json';
  if (markdown) output = 'markdown';
  return {
    kind: 'compare',
    options: { before, after, output, failOnNew: failOn.length > 0, hosts, profile },
  };
}

const READERS = { audit: auditOf, redact: redactOf, compare: compareOf } satisfies Record<
  CommandName,
  (files: string[], hosts: string[], values: Values) => Command
>;

function trimmed(text: string): string {
  return text.trim();
}
