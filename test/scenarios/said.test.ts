import { afterEach, describe, expect, it } from 'vitest';
import { readChainLinks } from '../../panel/detail/chain-links.ts';
import { counts, measures } from '../../panel/drawer/health-words.ts';
import { jobFacts } from '../../panel/drawer/JobList.tsx';
import { lifeWords, originWords, useWords } from '../../panel/words/chain-sentences.ts';
import { language, speak } from '../../panel/words/language.ts';
import { markerSentence } from '../../panel/words/marker-sentences.ts';
import { certaintySentence, certaintyWord } from '../../panel/words/refusal-sentences.ts';
import { type ScreenNames, screenWords } from '../../panel/words/screen-words.ts';
import { statusWords, verdictSentence, verdictWords } from '../../panel/words/sentences.ts';
import { socketSentence, socketWords } from '../../panel/words/socket-sentences.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import { readFindings } from '../../src/core/findings/findings.ts';
import { readHealth } from '../../src/core/jobs/health.ts';
import { readJobs } from '../../src/core/jobs/jobs.ts';
import { LOCALES } from '../../src/core/language/language.ts';
import { type Analysis, analyse } from '../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { readLog } from '../../src/core/verdict/log.ts';
import type { Verdict } from '../../src/core/verdict/verdict.ts';
import { serveLocaleFiles } from '../panel/locale-files.ts';
import { allScenarios, record } from './judge.ts';
import { play } from './play.ts';

serveLocaleFiles();

function ofRefusal({ refusal }: Verdict, names: ScreenNames): string[] {
  if (!refusal) return [];
  const certainty = certaintyWord({ refusal }) ?? 'unknown';
  const evidence = refusal.evidence.map(({ said }) => screenWords(said, names));
  return [certainty, certaintySentence(refusal), ...evidence];
}

function ofRows(log: readonly LogEntry[], names: ScreenNames): string[] {
  return log.flatMap((entry) => {
    if (entry.kind === 'marker') return [markerSentence(entry, null)];
    if (entry.kind === 'socket')
      return [socketSentence(entry), socketWords(entry), ...ofRefusal(entry.verdict, names)];
    const rest = [
      verdictWords(entry),
      statusWords(entry.facts),
      ...ofRefusal(entry.verdict, names),
    ];
    return [verdictSentence(entry), ...rest];
  });
}

/** Everything that the panel says of a recording, as it stands on the screen. */
function everythingSaid(analysis: Analysis): string[] {
  const log = readLog(analysis);
  const byId = new Map(log.map((entry) => ['id' in entry ? entry.id : '', entry]));
  const jobs = readJobs(analysis);
  const health = readHealth(analysis, jobs);
  const { chains, lastAt } = analysis;
  const names = { analysis, entryOf: (id: string) => byId.get(id) };
  return [
    ...ofRows(log, names),
    ...readFindings(analysis).flatMap(({ title, advice, evidence }) =>
      [title, advice, ...evidence.map(({ said }) => said)].map((said) => screenWords(said, names)),
    ),
    ...jobs.flatMap((job) => [screenWords(job.why, names), jobFacts(job)]),
    ...measures(health, jobs, COUNTED).flatMap(({ name, detail, goal }) => [name, detail, goal]),
    ...counts(health, COUNTED).flat(),
    ...chains.credentials.all
      .flatMap((record) => readChainLinks(chains, record))
      .flatMap((link) => [originWords(link), lifeWords(link, lastAt), useWords(link, lastAt)]),
  ];
}

const COUNTED = { calls: 3, refused: 1, simulated: 1 };

/** What an app or the service said stands in quotation marks; anything may be in it. */
const QUOTED = /“[^”]*”/g;
const ODD = /[{}]|undefined|null|NaN|Infinity|∞|\[object|^\s|\s$|\s\s|^$|\b[trs]\d+\b/;

const WORLDS = allScenarios().map((scenario) => {
  const { arrivals } = play(scenario);
  const analysis = analyse(record(arrivals.map(({ observation }) => observation)));
  return { name: `${scenario.theme}: ${scenario.label}`, analysis };
});

/** So many words in a row that stand in two texts say one thing twice. */
const TOLD_TWICE_FROM = 5;

function runsOfWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\d’:./_-]+/gu) ?? [];
  return words.flatMap((_, at) => {
    const run = words.slice(at, at + TOLD_TWICE_FROM);
    return run.length === TOLD_TWICE_FROM ? [run.join(' ')] : [];
  });
}

/** What two of title, advice and evidence say in the same words. */
function toldTwice(finding: Finding): string[] {
  const { title, advice, evidence } = finding;
  const told = [[title], [advice], evidence.map(({ said }) => said)].map(
    (part) => new Set(part.flatMap((said) => runsOfWords(language.value.tell(said)))),
  );
  return told.flatMap((part, at) =>
    [...part].filter((run) => told.slice(at + 1).some((other) => other.has(run))),
  );
}

afterEach(() => speak('en'));

describe.each(LOCALES)('all that is said in “%s”', (locale) => {
  it('is whole in every scenario', async () => {
    await speak(locale, 'UTC');
    const odd = WORLDS.flatMap(({ name, analysis }) =>
      everythingSaid(analysis)
        .filter((text) => ODD.test(text.replace(QUOTED, '“…”')))
        .map((text) => `${name}: ${text}`),
    );
    expect(odd).toEqual([]);
  });

  it('tells each fact of a finding once', async () => {
    await speak(locale, 'UTC');
    const twice = WORLDS.flatMap(({ name, analysis }) =>
      readFindings(analysis).flatMap((finding) =>
        toldTwice(finding).map((run) => `${name}, ${finding.code}: ${run}`),
      ),
    );
    expect(twice).toEqual([]);
  });
});
