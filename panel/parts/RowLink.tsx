import './links.css';
import { openRow, type PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { type RowName, rowName } from '../words/row-name.ts';

interface LinkProps {
  model: PanelModel;
  id: string;
  name: RowName;
  time?: string;
  /** where the words before say already what it was */
  timeOnly?: boolean;
}

function Link({ model, id, name, time = name.time, timeOnly = false }: LinkProps) {
  return (
    <button
      type="button"
      class="row-link"
      data-to={id}
      title={say('row_link', { name: name.full, time })}
      onClick={() => openRow(model, id)}
    >
      {!timeOnly && <span class="row-name">{name.short}</span>}
      <span class="row-time">{time}</span>
    </button>
  );
}

/** Leads to the row of a request or socket; nothing where the recording holds it no longer. */
export function RowLink({ model, id }: { model: PanelModel; id: string }) {
  const name = rowName(model.entryOf.value(id), model.now.peek());
  return name && <Link model={model} id={id} name={name} />;
}

/** More links than these tell a reader nothing; the filter finds the rest. */
const MAX_LINKS = 6;

interface NamedRow {
  id: string;
  /** ms */
  at: number | null;
  name: RowName;
}

/** Its time, with ms where another of these has the same. */
function timeAmong({ id, name }: NamedRow, rows: readonly NamedRow[]): string {
  const isAlike = (row: NamedRow) => row.id !== id && row.name.time === name.time;
  return rows.some(isAlike) ? name.exact : name.time;
}

interface ListProps {
  model: PanelModel;
  ids: readonly string[];
  /** what is said before: a row that is named there is not named again */
  after?: string;
}

/** Leads to many rows; of those that are alike only the first is named. */
export function RowLinks({ model, ids, after = '' }: ListProps) {
  const groups = new Map<string, NamedRow[]>();
  for (const id of ids.slice(0, MAX_LINKS)) {
    const entry = model.entryOf.value(id);
    const first = rowName(entry, model.now.peek());
    if (!entry || !first) continue;
    const alike = groups.get(first.full) ?? [];
    // Its day is not said again.
    const name = rowName(entry, alike.at(-1)?.at ?? model.now.peek()) ?? first;
    groups.set(first.full, [...alike, { id, at: entry.at, name }]);
  }
  const more = ids.length - MAX_LINKS;
  return (
    <span class="row-links">
      {[...groups].map(([full, links]) => (
        <span key={full}>
          {links.map((row, index) => (
            <Link
              key={row.id}
              model={model}
              id={row.id}
              name={row.name}
              time={timeAmong(row, links)}
              timeOnly={index > 0 || after.includes(full)}
            />
          ))}
        </span>
      ))}
      {more > 0 && <span class="subtle">{say('row_links_more', { count: more })}</span>}
    </span>
  );
}
