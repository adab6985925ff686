import type { ComponentChildren } from 'preact';
import type { ServiceProfile } from '../../src/core/service/service-profile.ts';
import type { MarkerEntry } from '../../src/core/verdict/entry.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { markerSentence } from '../words/marker-sentences.ts';
import { timeCell } from './cells.tsx';
import type { Column } from './columns.ts';
import { cell, gridRow, type RowPlace } from './grid-parts.tsx';

interface Props {
  place: RowPlace;
  columns: readonly Column[];
  isDated: boolean;
}

/** One sentence from the first column to the last, behind the time if that is shown. */
function sentenceCells(
  { columns, isDated }: Pick<Props, 'columns' | 'isDated'>,
  at: number | null,
  [words, title]: [ComponentChildren, string],
) {
  const hasTime = at !== null && columns.some(({ id }) => id === 'time');
  const span = { title, 'aria-colspan': columns.length - (hasTime ? 1 : 0) };
  return [hasTime && timeCell(at, isDated), cell('sentence', words, span)];
}

function refusalCode({ signedOut }: MarkerEntry, profile: ServiceProfile): string | null {
  if (signedOut?.by !== 'refusal' || signedOut.request.status === null) return null;
  const { status, body } = signedOut.request;
  return profile.readError(status, body)?.code ?? null;
}

interface MarkerProps extends Props {
  entry: MarkerEntry;
  profile: ServiceProfile;
}

/** A page change between the requests. */
export function MarkerRow({ entry, profile, place, columns, isDated }: MarkerProps) {
  const sentence = markerSentence(entry, refusalCode(entry, profile));
  const words = (
    <>
      <Icon name={entry.signedOut ? 'exit' : 'page'} />
      {sentence}
    </>
  );
  return gridRow({
    place,
    className: entry.signedOut?.by === 'refusal' ? 'row marker signed-out' : 'row marker',
    children: sentenceCells({ columns, isDated }, entry.at, [words, sentence]),
  });
}

/** Says at the top that there had been more. */
export function LetGoRow({ count, place, columns, isDated }: Props & { count: number }) {
  const sentence = say('status_let_go', { count });
  const words = (
    <>
      <Icon name="info" />
      {sentence}
    </>
  );
  return gridRow({
    place,
    className: 'row marker',
    children: sentenceCells({ columns, isDated }, null, [words, sentence]),
  });
}
