import type { Evidence } from '../../src/core/verdict/causes/rule.ts';

/** Among so many further rows those that a piece of evidence is about are looked for; a finding may concern thousands. */
const LOOKED_AT = 50;

/** What is known of a row that evidence may lead to. */
export interface LinkedRow {
  name: string;
  /** id of the token that it sent */
  token: string | null;
}

interface Linked {
  /** row that is looked at; nothing leads from it to itself */
  here: string | undefined;
  /** rows concerned besides those that a piece of evidence names */
  further: readonly string[];
  rowOf(id: string): LinkedRow | undefined;
}

export interface EvidenceLinks {
  /** to which rows each piece leads: the one that shows it, and those like it, each row once */
  ofEach: string[][];
  others: string[];
}

/**
 * Rows like the one that shows a piece of evidence have its name, and where the piece speaks of a token,
 * have sent that token.
 */
export function evidenceLinks(
  evidence: readonly Evidence[],
  { here, further, rowOf }: Linked,
): EvidenceLinks {
  const left = new Set(further.slice(0, LOOKED_AT));
  const shown = new Set<string>();
  const ofEach = evidence.map(({ request, values }) => {
    if (!request || request === here || shown.has(request)) return [];
    shown.add(request);
    const wanted = rowOf(request)?.name;
    const isAlike = (row: LinkedRow | undefined) =>
      row?.name === wanted && (typeof values.token !== 'string' || row?.token === values.token);
    const alike = [...left].filter((id) => id !== request && isAlike(rowOf(id)));
    for (const id of [request, ...alike]) left.delete(id);
    return [request, ...alike];
  });
  return { ofEach, others: [...left, ...further.slice(LOOKED_AT)] };
}
