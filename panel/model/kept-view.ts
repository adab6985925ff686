import * as v from 'valibot';
import type { Session } from '../../src/core/session/session.ts';

/** Every part by itself: one that cannot be read falls back alone. */
const schema = v.object({
  filterText: v.fallback(v.string(), ''),
  /** key of the row whose detail is open */
  opened: v.fallback(v.nullable(v.string()), null),
  drawer: v.fallback(v.nullable(v.object({ isOpen: v.boolean(), tab: v.string() })), null),
  place: v.fallback(
    v.nullable(v.object({ key: v.string(), hiddenPx: v.number(), seenUntil: v.number() })),
    null,
  ),
});

/** Where the reader is in the panel and what they have open. */
export type KeptView = v.InferOutput<typeof schema>;

/** The row at the top of the grid, what of it is not seen (px), and until when all was seen (ms). */
export type KeptPlace = NonNullable<KeptView['place']>;

const NOTHING_KEPT: KeptView = v.parse(schema, {});

/** What an earlier document of the panel left with the session. */
export function keptView({ keptView: text }: Session): KeptView {
  if (text === null) return NOTHING_KEPT;
  try {
    return v.parse(schema, JSON.parse(text));
  } catch {
    return NOTHING_KEPT;
  }
}

/** Leaves it with the session as a text: an object of this document may die with it. */
export function keepView(session: Session, view: KeptView): void {
  session.keptView = JSON.stringify(view);
}
