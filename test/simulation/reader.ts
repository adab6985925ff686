/** The only file of the simulation that knows how the debugger is asked; it judges nothing. */

import { certaintyOf } from '../../src/core/findings/certainty.ts';
import { readFindings } from '../../src/core/findings/findings.ts';
import { readHarEntry } from '../../src/core/har/har.ts';
import { asOneFile, hostFilter, readHarFile } from '../../src/core/har/har-file.ts';
import type { Cause, Certainty, Outcome, Validity } from '../../src/core/language/stable-words.ts';
import type { HarLeg, Observation } from '../../src/core/recording/observation.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { NO_LIMITS } from '../../src/core/recording/recording-limits.ts';
import { type Analysis, analyse } from '../../src/core/verdict/analysis.ts';
import { clockInUse } from '../../src/core/verdict/clock-in-use.ts';
import type { RequestEntry, SocketEntry } from '../../src/core/verdict/entry.ts';
import { futureGuide, isServiceHost } from '../../src/futureguide.ts';

/** The offset (server − this computer, ms) that a row was judged by. */
export interface SaidClock {
  lowMs: number;
  highMs: number;
  samples: number;
}

/** What the debugger says of one exchange. */
export interface SaidRow {
  id: string;
  method: string;
  url: string;
  status: number | null;
  startedAt: number | null;
  validity: Validity;
  secondsLeft: number | null;
  outcome: Outcome;
  cause: Cause | null;
  certainty: Certainty | null;
  flags: readonly string[];
  evidence: readonly string[];
  clock: SaidClock | null;
}

const IS_WANTED = hostFilter(isServiceHost, []);

export interface SaidFinding {
  code: string;
  severity: string;
  certainty: string;
  requests: readonly string[];
}

export interface Said {
  /** the one clock that stands over the recording and in its report */
  clock: (SaidClock & { host: string }) | null;
  rows: SaidRow[];
  /** tokens shown on sockets */
  sockets: SaidRow[];
  findings: SaidFinding[];
}

type Verdict = RequestEntry['verdict'];

function saidVerdict({ validity, secondsLeft, outcome, flags, refusal, clock }: Verdict) {
  return {
    validity,
    secondsLeft,
    outcome,
    cause: refusal?.cause ?? null,
    certainty: refusal?.certainty ?? null,
    flags,
    evidence: refusal?.evidence.map(({ id }) => id) ?? [],
    clock: clock && { lowMs: clock.lowMs, highMs: clock.highMs, samples: clock.samples },
  };
}

function saidRow({ facts: request, verdict }: RequestEntry): SaidRow {
  const { id, method, url, status, startedAt } = request;
  return { id, method, url, status, startedAt, ...saidVerdict(verdict) };
}

function saidSocket({ facts: use, verdict }: SocketEntry): SaidRow {
  const { id, url, at } = use;
  return {
    id,
    method: 'authenticate',
    url,
    status: null,
    startedAt: at,
    ...saidVerdict(verdict),
  };
}

function saidOf(analysis: Analysis): Said {
  return {
    clock: clockInUse(analysis),
    rows: analysis.requests.map(saidRow),
    sockets: analysis.sockets.map(saidSocket),
    findings: readFindings(analysis).map((finding) => {
      const { code, severity, requests } = finding;
      return { code, severity, certainty: certaintyOf(finding), requests };
    }),
  };
}

export function readObservations(observations: Iterable<Observation>): Said {
  const recording = new Recording(futureGuide, NO_LIMITS);
  for (const observation of observations) recording.add(observation);
  return saidOf(analyse(recording));
}

/** One recording, of one file or of several that follow one another. */
export function readHarText(...texts: string[]): Said {
  const files = texts.map((text, index) => {
    const reading = readHarFile(text, `file ${index + 1}`, IS_WANTED);
    if (reading.kind !== 'legs') throw new Error(`the HAR is unreadable: ${reading.problem}`);
    return reading.legs;
  });
  return readObservations(files.length === 1 ? (files[0] ?? []) : asOneFile(files));
}

/** A HAR entry as DevTools hands it over. */
export function readEntry(entry: unknown, id: string): HarLeg {
  const leg = readHarEntry(entry, id);
  if (!leg) throw new Error(`entry ${id} is unreadable`);
  return leg;
}
