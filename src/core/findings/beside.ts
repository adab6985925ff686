import type { Analysis } from '../verdict/analysis.ts';
import type { Finding, Note } from './finding.ts';
import { isUnexplained, noteOnUnexplained } from './unexplained.ts';

/** All that is to be said of the rows together. */
export interface Noted {
  /** the findings and, behind those as grave, what is said of refusals without a reason; the gravest first */
  notes: readonly (Finding | Note)[];
  /** ids of flagged rows that none of them is about */
  beside: readonly string[];
}

/** Findings, and what they leave to say of flagged rows. How often was refused explains no refusal. */
export function noteAll(
  findings: readonly Finding[],
  analysis: Pick<Analysis, 'requests' | 'sockets'>,
): Noted {
  const about = (those: typeof findings) => new Set(those.flatMap(({ requests }) => requests));
  const explained = about(findings.filter(({ code }) => code !== 'invalid-token-rate'));
  const told = about(findings);
  const flagged = [...analysis.requests, ...analysis.sockets].filter(
    ({ verdict }) => verdict.flags.length > 0,
  );
  const unexplained = flagged.filter((entry) => isUnexplained(entry) && !explained.has(entry.id));
  const isAsGrave = ({ severity }: Note) => severity === 'error';
  return {
    notes: [
      ...findings.filter(isAsGrave),
      ...noteOnUnexplained(unexplained, analysis),
      ...findings.filter((finding) => !isAsGrave(finding)),
    ],
    beside: flagged.flatMap((entry) =>
      isUnexplained(entry) || told.has(entry.id) ? [] : [entry.id],
    ),
  };
}
