import type { VNode } from 'preact';
import type { ServiceProfile } from '../../src/core/service/service-profile.ts';
import { later } from '../parts/later.tsx';
import type { Column } from './columns.ts';
import type { RowPlace } from './grid-parts.tsx';
import { RequestRow } from './RequestRow.tsx';
import type { Row } from './rows.ts';

const GroupRow = later(() => import('./GroupRow.tsx').then((part) => part.GroupRow));
const LetGoRow = later(() => import('./MarkerRow.tsx').then((part) => part.LetGoRow));
const MarkerRow = later(() => import('./MarkerRow.tsx').then((part) => part.MarkerRow));

export interface Look {
  columns: readonly Column[];
  profile: ServiceProfile;
  /** whether the rows are of several days */
  isDated: boolean;
  /** requests in which users are mixed up; null where they are not */
  mixed: readonly string[] | null;
}

function draw(row: Row, place: RowPlace, { columns, profile, isDated, mixed }: Look): VNode {
  const { key } = row;
  const common = { place, columns, isDated };
  switch (row.kind) {
    case 'let-go':
      return <LetGoRow key={key} {...common} count={row.count} />;
    case 'group':
      return <GroupRow key={key} {...common} group={row.group} isOpen={row.isOpen} />;
    case 'entry':
      return row.entry.kind === 'marker' ? (
        <MarkerRow key={key} {...common} entry={row.entry} profile={profile} />
      ) : (
        <RequestRow
          key={key}
          {...common}
          entry={row.entry}
          inside={row.inside}
          isMixed={mixed?.includes(row.entry.id) ?? false}
        />
      );
  }
}

interface Drawn {
  place: RowPlace;
  look: Look;
  drawn: VNode;
}

function isSamePlace(a: RowPlace, b: RowPlace): boolean {
  return a.index === b.index && a.isTabStop === b.isTabStop && a.isOpened === b.isOpened;
}

/** Draws the rows of one grid. */
export class RowDrawer {
  /** Preact passes over a row that is the same object as before, as nearly all are while scrolling. */
  #before = new Map<Row, Drawn>();

  draw(rows: readonly { row: Row; place: RowPlace }[], look: Look): VNode[] {
    const before = this.#before;
    this.#before = new Map();
    return rows.map(({ row, place }) => {
      const known = before.get(row);
      const isSame = known && known.look === look && isSamePlace(known.place, place);
      const drawn = isSame ? known.drawn : draw(row, place, look);
      this.#before.set(row, { place, look, drawn });
      return drawn;
    });
  }
}
