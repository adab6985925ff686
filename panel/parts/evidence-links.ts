import type { Evidence } from '../../src/core/verdict/causes/rule.ts';

/** Among so many rows concerned those that a piece of evidence is about are looked for; a finding may concern thousands. */
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
  /** all rows concerned, in their order */
  concerned: readonly string[];
  rowOf(id: string): LinkedRow | undefined;
}

export interface EvidenceLinks {
  /** to which rows each piece leads: the one that shows it, and those like it, each row once */
  ofEach: string[][];
  others: string[];
}

/**
 * Rows like the one that shows a piece of evidence have its name, and where the piece speaks of a token,
 * have sent that token. Where several pieces say the same, one after the other, a row belongs to the
 * last that begins by then. One of another name belongs to the piece that speaks of its token.
 */
export function evidenceLinks(
  evidence: readonly Evidence[],
  { here, concerned, rowOf }: Linked,
): EvidenceLinks {
  const shown = new Set<string>();
  const pieces = evidence.map(({ id, request, values }) => {
    if (!request || request === here || shown.has(request)) return null;
    shown.add(request);
    return {
      id,
      values,
      links: [request],
      name: rowOf(request)?.name,
      from: concerned.indexOf(request),
    };
  });
  const leading = pieces.filter((piece) => piece !== null);
  const others: string[] = [];
  for (const [place, id] of concerned.entries()) {
    if (shown.has(id)) continue;
    const row = place < LOOKED_AT ? rowOf(id) : undefined;
    const ofToken = ({ values: { token } }: Pick<Evidence, 'values'>) =>
      typeof token === 'string' && row?.token === token;
    const named = leading.filter(
      (piece) =>
        row?.name === piece.name && (typeof piece.values.token !== 'string' || ofToken(piece)),
    );
    const alike = named.length > 0 ? named : leading.filter(ofToken);
    const [first] = alike;
    const last = alike.findLast((piece) => piece.id === first?.id && piece.from <= place);
    ((last ?? first)?.links ?? others).push(id);
  }
  return { ofEach: pieces.map((piece) => piece?.links ?? []), others };
}
