import type { MarkerEntry } from '../../src/core/log.ts';
import type { ServiceProfile } from '../../src/core/service-profile.ts';
import { Icon } from '../parts/Icon.tsx';
import { markerSentence } from '../words/marker-sentences.ts';
import { COLUMN_COUNT, cell, gridRow, type RowState, timeCell } from './grid-parts.tsx';

interface Props {
  entry: MarkerEntry;
  rowKey: string;
  state: RowState;
  profile: ServiceProfile;
}

function refusalCode({ signedOutAfter }: MarkerEntry, profile: ServiceProfile): string | null {
  if (!signedOutAfter || signedOutAfter.status === null) return null;
  return profile.readError(signedOutAfter.status, signedOutAfter.body)?.code ?? null;
}

/** A page change between the requests. */
export function MarkerRow({ entry, rowKey, state, profile }: Props) {
  const sentence = markerSentence(entry, refusalCode(entry, profile));
  const words = (
    <>
      <Icon name={entry.signedOutAfter ? 'exit' : 'page'} />
      {sentence}
    </>
  );
  return gridRow({
    rowKey,
    state,
    className: entry.signedOutAfter ? 'row marker signed-out' : 'row marker',
    canOpen: false,
    attributes: {},
    children: [
      timeCell(entry.at),
      cell('marker-words', words, { title: sentence, 'aria-colspan': COLUMN_COUNT - 1 }),
    ],
  });
}
