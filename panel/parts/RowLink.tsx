import './links.css';
import { openRow, type PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { type RowName, rowName } from '../words/row-name.ts';

interface LinkProps {
  model: PanelModel;
  id: string;
  name: RowName;
  /** where the words before say already what it was */
  timeOnly?: boolean;
}

function Link({ model, id, name, timeOnly = false }: LinkProps) {
  return (
    <button
      type="button"
      class="row-link"
      data-to={id}
      title={say('row_link', { name: name.full, time: name.time })}
      onClick={() => openRow(model, id)}
    >
      {!timeOnly && <span class="row-name">{name.short}</span>}
      <span class="row-time">{name.time}</span>
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

interface ListProps {
  model: PanelModel;
  ids: readonly string[];
  /** what is said before: a row that is named there is not named again */
  after?: string;
}

/** Leads to many rows; of those that are alike only the first is named. */
export function RowLinks({ model, ids, after = '' }: ListProps) {
  const groups = new Map<string, { id: string; name: RowName }[]>();
  for (const id of ids.slice(0, MAX_LINKS)) {
    const name = rowName(model.entryOf.value(id), model.now.peek());
    if (name) groups.set(name.full, [...(groups.get(name.full) ?? []), { id, name }]);
  }
  const more = ids.length - MAX_LINKS;
  return (
    <span class="row-links">
      {[...groups].map(([full, links]) => (
        <span key={full}>
          {links.map(({ id, name }, index) => (
            <Link
              key={id}
              model={model}
              id={id}
              name={name}
              timeOnly={index > 0 || after.includes(name.full)}
            />
          ))}
        </span>
      ))}
      {more > 0 && <span class="subtle">{say('row_links_more', { count: more })}</span>}
    </span>
  );
}
