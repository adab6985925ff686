import type { ServiceProfile } from '../../src/core/service/service-profile.ts';
import type { MarkerEntry } from '../../src/core/verdict/entry.ts';
import { Icon } from '../parts/Icon.tsx';
import { markerSentence } from '../words/marker-sentences.ts';
import { timeCell } from './cells.tsx';
import type { Column } from './columns.ts';
import { cell, gridRow, type RowPlace } from './grid-parts.tsx';

function refusalCode({ signedOut }: MarkerEntry, profile: ServiceProfile): string | null {
  if (signedOut?.by !== 'refusal' || signedOut.request.status === null) return null;
  const { status, body } = signedOut.request;
  return profile.readError(status, body)?.code ?? null;
}

interface Props {
  place: RowPlace;
  columns: readonly Column[];
  isDated: boolean;
  entry: MarkerEntry;
  profile: ServiceProfile;
}

/** A page change between the requests: one sentence to the last column, behind the time if that is shown. */
export function MarkerRow({ entry, profile, place, columns, isDated }: Props) {
  const { at, signedOut } = entry;
  const sentence = markerSentence(entry, refusalCode(entry, profile));
  const hasTime = at !== null && columns.some(({ id }) => id === 'time');
  const span = { title: sentence, 'aria-colspan': columns.length - (hasTime ? 1 : 0) };
  const words = (
    <>
      <Icon name={signedOut ? 'exit' : 'page'} />
      {sentence}
    </>
  );
  return gridRow({
    place,
    className: signedOut?.by === 'refusal' ? 'row marker signed-out' : 'row marker',
    children: [hasTime && timeCell(at, isDated), cell('sentence', words, span)],
  });
}
