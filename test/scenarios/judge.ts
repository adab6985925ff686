import { readdirSync, readFileSync } from 'node:fs';
import type {
  Cause,
  Certainty,
  Flag,
  Outcome,
  Validity,
} from '../../src/core/language/stable-words.ts';
import type { Observation } from '../../src/core/recording/observation.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { readScenarios } from './language.ts';
import type { Played } from './play.ts';
import type { Scenario } from './script.ts';

/** What is said of one request or socket, as far as it may not change by chance. */
export interface Said {
  validity: Validity;
  outcome: Outcome;
  flags: Flag[];
  cause: Cause | null;
  certainty: Certainty | null;
  evidence: string[];
}

const FOLDER = new URL('.', import.meta.url);

/** Every scenario of every file beside this one. */
export function allScenarios(): Scenario[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.scenario'));
  return files
    .sort()
    .flatMap((name) =>
      readScenarios(readFileSync(new URL(name, FOLDER), 'utf8'), `test/scenarios/${name}`),
    );
}

export function record(observations: Iterable<Observation>): Recording {
  const recording = new Recording(futureGuide);
  for (const observation of observations) recording.add(observation);
  return recording;
}

/** Everything that is said of a recording, by what was played; equal ones are numbered in order. */
export function verdictsOf(analysis: Analysis): Map<string, Said> {
  const said = new Map<string, Said>();
  const note = (what: Omit<Played, 'verb'>, verdict: Analysis['requests'][number]['verdict']) => {
    let nth = 1;
    while (said.has(keyOf(what, nth))) nth += 1;
    const { validity, outcome, flags, refusal } = verdict;
    said.set(keyOf(what, nth), {
      validity,
      outcome,
      flags,
      cause: refusal?.cause ?? null,
      certainty: refusal?.certainty ?? null,
      evidence: refusal?.evidence.map(({ id }) => id) ?? [],
    });
  };
  for (const { facts: request, verdict } of analysis.rows.requests.items) {
    const { method, url, startedAt } = request;
    note({ method, url, at: startedAt }, verdict);
  }
  for (const { facts: use, verdict } of analysis.rows.sockets.items)
    note({ method: 'authenticate', url: use.url.replace('https:', 'wss:'), at: use.at }, verdict);
  return said;
}

export function keyOf({ method, url, at }: Omit<Played, 'verb'>, nth = 1): string {
  const name = url.replace('transport=polling', 'transport=websocket');
  return `${method} ${name} ${at} ${nth}`;
}

/** The keys of what was played, in the order of the script. */
export function keysOf(played: readonly Played[]): string[] {
  const seen = new Map<string, number>();
  return played.map((one) => {
    const nth = (seen.get(keyOf(one)) ?? 0) + 1;
    seen.set(keyOf(one), nth);
    return keyOf(one, nth);
  });
}
