import type { Failure, Tally } from './tally.ts';

const SEEDS_SHOWN = 6;

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`;
}

function confusionLines({ confusion }: Tally): string[] {
  return [...confusion]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([truth, said]) => {
      const total = [...said.values()].reduce((sum, count) => sum + count, 0);
      const parts = [...said].sort(([, a], [, b]) => b - a).map(([word, n]) => `${word} ${n}`);
      return `  ${truth.padEnd(34)} ${String(total).padStart(7)}   ${parts.join(' · ')}`;
    });
}

/** Shares of all recordings, as each session is read in several shapes. */
function findingLines({ findings, counts }: Tally): string[] {
  return [...findings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { said, must, false: wrong, missed }]) =>
      [
        `  ${code.padEnd(30)} ${String(said).padStart(6)} ${String(must).padStart(6)}`,
        `${String(wrong).padStart(6)} ${share(wrong, counts.recordings).padStart(8)}`,
        `${String(missed).padStart(6)} ${share(missed, must).padStart(8)}`,
      ].join(' '),
    );
}

function kindLines(failures: readonly Failure[]): string[] {
  const kinds = new Map<string, Failure[]>();
  for (const failure of failures)
    kinds.set(failure.kind, [...(kinds.get(failure.kind) ?? []), failure]);
  return [...kinds]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([kind, all]) => {
      const seeds = [...new Set(all.map(({ seed }) => seed))].slice(0, SEEDS_SHOWN).join(' ');
      return `  ${String(all.length).padStart(6)} × ${kind}   (seeds ${seeds})`;
    });
}

/** What a run came to, for people. */
export function tableOf(tally: Tally): string {
  const { counts, failures } = tally;
  const certainWrong = tally.failed('certain wrong');
  const likelyWrong = tally.failed('likely wrong');
  const outside = tally.failed('clock outside');
  const uncovered = tally.failed('replica uncovered');
  const lines = [
    `${counts.sessions} sessions in ${counts.recordings} recordings, ${counts.exchanges} rows, ${counts.refusals} refusals`,
    '',
    'True reason                           rows   what was said',
    ...confusionLines(tally),
    '',
    `certain wrong          ${certainWrong} of ${counts.certain}`,
    `likely wrong           ${likelyWrong} of ${counts.likely} = ${share(likelyWrong, counts.likely)}`,
    `visible causes named   ${counts.named} of ${counts.visible} = ${share(counts.named, counts.visible)}`,
    `outcome wrong          ${tally.failed('outcome wrong')}, rows lost ${tally.failed('row lost')}, invented ${tally.failed('row invented')}`,
    `truth outside clock    ${outside} of ${counts.clockRows}`,
    `replicas covered       ${share(counts.replicaRows - uncovered, counts.replicaRows)} of ${counts.replicaRows}`,
    `crashes                ${tally.failed('crash')}`,
    '',
    'Finding                            said    due  false of all    missed of due',
    ...findingLines(tally),
    '',
    failures.length === 0 ? 'No failure.' : 'Failures by kind:',
    ...kindLines(failures),
  ];
  return `${lines.join('\n')}\n`;
}
