import type { Analysis } from '../verdict/analysis.ts';
import type { Finding } from './finding.ts';

/** Ids of flagged rows that no finding is about. */
export function besideFindings(
  findings: readonly Pick<Finding, 'requests'>[],
  { requests, sockets }: Pick<Analysis, 'requests' | 'sockets'>,
): string[] {
  const told = new Set(findings.flatMap((finding) => finding.requests));
  return [...requests, ...sockets].flatMap(({ id, verdict }) =>
    verdict.flags.length > 0 && !told.has(id) ? [id] : [],
  );
}
