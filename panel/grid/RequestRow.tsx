import { asideOf, type CallEntry } from '../../src/core/verdict/entry.ts';
import { needsNoToken } from '../words/sentences.ts';
import type { Column } from './columns.ts';
import { gridRow, type RowPlace } from './grid-parts.tsx';

interface Props {
  entry: CallEntry;
  place: RowPlace;
  columns: readonly Column[];
  isDated: boolean;
  /** whether it belongs to the group above it */
  inside: boolean;
  /** whether it sent the token of one user, or got the answer, while another was signed in */
  isMixed: boolean;
}

function classOf({ entry, inside, isMixed }: Props): string {
  const isQuiet = entry.kind === 'request' && needsNoToken(entry);
  return ['row', inside && 'inside', isQuiet && 'quiet', isMixed && 'mixed']
    .filter(Boolean)
    .join(' ');
}

/** A request, or a socket that sent its token; its attributes, `data-row` apart, are relied on from outside. */
export function RequestRow(props: Props) {
  const { entry, place, columns, isDated } = props;
  const { id, kind, verdict } = entry;
  const aside = asideOf(entry);
  return gridRow({
    place,
    className: classOf(props),
    canOpen: true,
    attributes: {
      [`data-${kind}`]: id,
      'data-validity': verdict.validity,
      'data-outcome': verdict.outcome,
      'data-cause': verdict.refusal?.cause ?? '',
      'data-certainty': verdict.refusal?.certainty ?? '',
      'data-flags': verdict.flags.join(' '),
      ...(aside ? { 'data-aside': aside } : {}),
    },
    children: columns.map((column) => column.draw(entry, isDated)),
  });
}
