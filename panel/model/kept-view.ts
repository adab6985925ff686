import type { Session } from '../../src/core/session/session.ts';
import * as kept from './kept-values.ts';

/** The row at the top of the grid, what of it is not seen (px), and until when all was seen (ms). */
export interface KeptPlace {
  key: string;
  hiddenPx: number;
  seenUntil: number;
}

/** Where the reader is in the panel and what they have open. */
export interface KeptView {
  filterText: string;
  /** key of the row whose detail is open */
  opened: string | null;
  drawer: { isOpen: boolean; tab: string } | null;
  place: KeptPlace | null;
}

const NOTHING_KEPT: KeptView = { filterText: '', opened: null, drawer: null, place: null };

function viewOf(parsed: unknown): KeptView {
  return kept.readParts<KeptView>(
    parsed,
    {
      filterText: kept.isText,
      opened: kept.isNullable(kept.isText),
      drawer: kept.isNullable(kept.isObjectOf({ isOpen: kept.isBoolean, tab: kept.isText })),
      place: kept.isNullable(
        kept.isObjectOf({ key: kept.isText, hiddenPx: kept.isNumber, seenUntil: kept.isNumber }),
      ),
    },
    NOTHING_KEPT,
  );
}

/** What an earlier document of the panel left with the session. */
export function keptView({ keptView: text }: Session): KeptView {
  if (text === null) return NOTHING_KEPT;
  try {
    return viewOf(JSON.parse(text));
  } catch {
    return NOTHING_KEPT;
  }
}

/** Leaves it with the session as a text: an object of this document may die with it. */
export function keepView(session: Session, view: KeptView): void {
  session.keptView = JSON.stringify(view);
}
