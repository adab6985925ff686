import { readFindings } from '../../src/core/findings/findings.ts';
import { readHealth } from '../../src/core/jobs/health.ts';
import { readJobs } from '../../src/core/jobs/jobs.ts';
import { englishUtc } from '../../src/core/language/english.ts';
import type { Cause } from '../../src/core/language/stable-words.ts';
import { type Analysis, analyse } from '../../src/core/verdict/analysis.ts';
import { inEnglish } from '../core/language/in-english.ts';
import { keysOf, record, type Said, verdictsOf } from './judge.ts';
import { type Performance, play } from './play.ts';
import type { Expectation, RowExpectation, Scenario, Target } from './script.ts';

const API_HOST = 'api.futureguide.id';

/** A cause that was expected of a row, and the one that was given. */
export interface CausePair {
  expected: Cause;
  given: Cause | 'none';
}

export interface Judgement {
  /** what is not as expected, each with file and line */
  mistakes: string[];
  pairs: CausePair[];
}

function differences(wanted: RowExpectation, said: Said): string[] {
  const compared: [string, unknown, unknown][] = [
    ['outcome', wanted.outcome, said.outcome],
    ['cause', wanted.cause, said.cause],
    ['certainty', wanted.certainty, said.certainty],
    ['validity', wanted.validity, said.validity],
    ['flags', wanted.flags?.toSorted().join(' '), said.flags.toSorted().join(' ')],
  ];
  const wrong = compared
    .filter(([, expected, given]) => (expected ?? null) !== null && expected !== given)
    .map(([name, expected, given]) => `${name} “${expected}” expected, “${given}” given`);
  const absent = wanted.evidence.filter((id) => !said.evidence.includes(id));
  return [...wrong, ...absent.map((id) => `evidence “${id}” is not among ${said.evidence}`)];
}

class Checker {
  readonly pairs: CausePair[] = [];
  readonly #analysis: Analysis;
  readonly #performance: Performance;
  readonly #keys: string[];
  readonly #said: Map<string, Said>;

  constructor(scenario: Scenario) {
    this.#performance = play(scenario);
    const { arrivals, played } = this.#performance;
    this.#analysis = analyse(record(arrivals.map(({ observation }) => observation)));
    this.#said = verdictsOf(this.#analysis);
    this.#keys = keysOf(played);
  }

  check(wanted: Expectation): string[] {
    switch (wanted.kind) {
      case 'row':
        return this.#row(wanted.target, wanted.wanted);
      case 'cause': {
        const said = wanted.target ? [this.#saidOf(wanted.target)] : [...this.#said.values()];
        const given = said.filter((one) => one?.cause === wanted.not);
        return given.length > 0 ? [`the cause is ${wanted.not}, which it must not be`] : [];
      }
      case 'finding':
        return this.#finding(wanted);
      case 'no-findings': {
        const codes = readFindings(this.#analysis).map(({ code }) => code);
        return codes.length > 0 ? [`no findings expected, ${codes.join(', ')} given`] : [];
      }
      case 'job': {
        const job = readJobs(this.#analysis).find((one) => one.job === wanted.job);
        if (job?.result === wanted.result) return [];
        return [
          `job “${wanted.result}” expected, “${job?.result}” given: ${job && englishUtc.tell(job.why)}`,
        ];
      }
      case 'clock':
        return this.#clock(wanted);
      case 'health': {
        const health: object = readHealth(this.#analysis);
        const given = (health as Record<string, unknown>)[wanted.name];
        return given === wanted.value ? [] : [`${wanted.name} ${wanted.value} expected, ${given}`];
      }
    }
  }

  #saidOf({ verb, nth }: Target): Said | null {
    const { played } = this.#performance;
    const keys = this.#keys.filter((_key, index) => played[index]?.verb === verb);
    return this.#said.get(keys[nth - 1] ?? '') ?? null;
  }

  #row(target: Target, wanted: RowExpectation): string[] {
    const said = this.#saidOf(target);
    if (!said) return [`there is no ${target.verb} ${target.nth}`];
    if (wanted.cause) this.pairs.push({ expected: wanted.cause, given: said.cause ?? 'none' });
    return differences(wanted, said).map((text) => `${target.verb} ${target.nth}: ${text}`);
  }

  #finding({ code, isThere, says }: Expectation & { kind: 'finding' }): string[] {
    const findings = readFindings(this.#analysis);
    const found = findings.filter((finding) => finding.code === code);
    const codes = findings.map((finding) => finding.code).join(', ');
    if (!isThere) return found[0] ? [`“${englishUtc.tell(found[0].title)}” must not be found`] : [];
    if (found.length === 0) return [`finding “${code}” expected among: ${codes || 'none'}`];
    const told = JSON.stringify(found.map(inEnglish));
    const isSaid = says === null || told.toLowerCase().includes(says.toLowerCase());
    return isSaid ? [] : [`“${code}” does not say “${says}”: ${told}`];
  }

  #clock({ offset, within }: Expectation & { kind: 'clock' }): string[] {
    const reading = this.#analysis.clockOf(API_HOST)?.latest;
    if (reading && Math.abs(reading.offsetMs - offset) <= within) return [];
    return [`a clock of ${offset} ms expected, ${reading?.offsetMs} given`];
  }
}

/** Plays a scenario and compares what is said of it with what is expected. */
export function check(scenario: Scenario): Judgement {
  const checker = new Checker(scenario);
  const mistakes = scenario.expectations.flatMap(({ place, wanted }) =>
    checker.check(wanted).map((text) => `${place.file}:${place.line}: ${text}`),
  );
  return { mistakes, pairs: checker.pairs };
}
