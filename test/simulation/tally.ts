import type { JudgedRow, RowFault } from './judge.ts';
import type { Crash, Shape, Trial } from './try-session.ts';

/** One thing that went wrong, and where to look at it. */
export interface Failure {
  seed: number;
  shape: Shape;
  /** names the kind: failures of one kind have one cure */
  kind: string;
  /** the exchange, where it is about one */
  n: number | null;
}

export interface Counts {
  sessions: number;
  /** a session is read in several shapes */
  recordings: number;
  exchanges: number;
  refusals: number;
  certain: number;
  likely: number;
  visible: number;
  named: number;
  clockRows: number;
  replicaRows: number;
}

/** In how many trials a finding was said, due, false, missed. */
export interface FindingCounts {
  said: number;
  must: number;
  false: number;
  missed: number;
}

const FAULTS_OF_COUNT: Record<RowFault, string> = {
  lost: 'row lost',
  outcome: 'outcome wrong',
  certain: 'certain wrong',
  likely: 'likely wrong',
  unnamed: 'visible cause unnamed',
};

/** Adds up what the trials of many sessions came to. */
export class Tally {
  readonly counts: Counts = {
    sessions: 0,
    recordings: 0,
    exchanges: 0,
    refusals: 0,
    certain: 0,
    likely: 0,
    visible: 0,
    named: 0,
    clockRows: 0,
    replicaRows: 0,
  };
  readonly findings = new Map<string, FindingCounts>();
  readonly failures: Failure[] = [];
  /** true reason → what was said → how often */
  readonly confusion = new Map<string, Map<string, number>>();

  add(trial: Trial | Crash): void {
    if ('message' in trial) {
      const { seed, shape, message } = trial;
      this.failures.push({ seed, shape, kind: `crash|${message.split('\n')[0]}`, n: null });
      return;
    }
    if (trial.shape === 'har') this.counts.sessions += 1;
    this.counts.recordings += 1;
    for (const row of trial.rows) this.#addRow(trial, row);
    for (const { status } of trial.invented) {
      const { seed, shape } = trial;
      this.failures.push({ seed, shape, kind: `row invented|${shape}|${status}`, n: null });
    }
    this.#addClock(trial);
    this.#addFindings(trial);
  }

  /** How many failures are of a kind that begins so. */
  failed(prefix: string): number {
    return this.failures.filter(({ kind }) => kind.startsWith(prefix)).length;
  }

  #addRow({ seed, shape }: Trial, row: JudgedRow): void {
    const { exchange, said, truth, isVisible, fault } = row;
    this.counts.exchanges += 1;
    const cause = said?.cause ?? null;
    const words = cause ? `${cause} ${said?.certainty}` : (said?.outcome ?? 'lost');
    if (exchange.truth.outcome === 'rejected') {
      this.counts.refusals += 1;
      if (isVisible) this.counts.visible += 1;
      if (isVisible && row.isRight) this.counts.named += 1;
      if (said?.certainty === 'certain') this.counts.certain += 1;
      if (said?.certainty === 'likely') this.counts.likely += 1;
    }
    if (shape === 'har') this.#confuse(truth, cause ?? said?.outcome ?? 'lost');
    if (fault === null) return;
    const kind = `${FAULTS_OF_COUNT[fault]}|${shape}|${truth} → ${words}`;
    this.failures.push({ seed, shape, kind, n: exchange.n });
  }

  #addClock({ seed, shape, clock }: Trial): void {
    this.counts.clockRows += clock.rows;
    this.counts.replicaRows += clock.withReplicas;
    for (const { n } of clock.outside)
      this.failures.push({ seed, shape, kind: `clock outside|${shape}`, n });
    for (const { n } of clock.uncovered)
      this.failures.push({ seed, shape, kind: `replica uncovered|${shape}`, n });
  }

  #addFindings({ seed, shape, said, findings }: Trial): void {
    for (const { code } of said.findings) this.#count(code, 'said');
    for (const [code, due] of findings.due) if (due === 'must') this.#count(code, 'must');
    for (const code of findings.false) {
      this.#count(code, 'false');
      this.failures.push({ seed, shape, kind: `finding false|${shape}|${code}`, n: null });
    }
    for (const code of findings.missed) {
      this.#count(code, 'missed');
      this.failures.push({ seed, shape, kind: `finding missed|${shape}|${code}`, n: null });
    }
  }

  #count(code: string, what: keyof FindingCounts): void {
    const counts = this.findings.get(code) ?? { said: 0, must: 0, false: 0, missed: 0 };
    counts[what] += 1;
    this.findings.set(code, counts);
  }

  #confuse(truth: string, said: string): void {
    const row = this.confusion.get(truth) ?? new Map<string, number>();
    row.set(said, (row.get(said) ?? 0) + 1);
    this.confusion.set(truth, row);
  }
}
