import './groups.css';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { needsNoToken, verdictSentence, verdictWords } from '../words/sentences.ts';
import { shownUrl } from '../words/shown-url.ts';
import { pathParts, timeCell } from './cells.tsx';
import type { Column } from './columns.ts';
import { cell, gridRow, type RowPlace } from './grid-parts.tsx';
import type { Group } from './groups.ts';
import { verdictCell } from './verdict-cell.tsx';

interface Props {
  group: Group;
  isOpen: boolean;
  place: RowPlace;
  columns: readonly Column[];
  isDated: boolean;
}

function pathCell({ group, isOpen }: Pick<Props, 'group' | 'isOpen'>) {
  const { requests, flagged, worst } = group;
  const count = requests.length;
  const all = say('grid_group_flagged', { flagged, count });
  const shown = shownUrl(worst.facts.url.split(/[?#]/, 1)[0] ?? '');
  const words = (
    <>
      <span class="named">
        <button
          type="button"
          class={flagged > 0 ? 'fold partly' : 'fold'}
          tabIndex={-1}
          aria-expanded={isOpen}
          aria-label={say('grid_group', { count })}
        >
          <Icon name="fold" />
        </button>
        {pathParts(shown)}
      </span>
      {flagged > 0 ? (
        <span class="tag flag" title={all} data-share={`${flagged}/${count}`}>
          <Icon name="flag" />
          <span class="word">{all}</span>
        </span>
      ) : (
        <span class="tag">×{count}</span>
      )}
    </>
  );
  return cell('path', words, { title: shown.full });
}

function worstCell({ worst, requests }: Group) {
  return verdictCell(
    { ...worst.verdict, flags: [] },
    {
      words: verdictWords(worst),
      sentence: verdictSentence(worst),
      note: say('grid_worst', { count: requests.length }),
    },
  );
}

/** Repeated requests of one route: how many, and the worst of them: when it was, its answer and its verdict. */
export function GroupRow({ group, isOpen, place, columns, isDated }: Props) {
  return gridRow({
    place,
    className: needsNoToken(group.worst) ? 'row group quiet' : 'row group',
    attributes: { 'data-worst': group.worst.verdict.outcome },
    children: columns.map((column) => {
      switch (column.id) {
        case 'time':
          return timeCell(group.worst.at, isDated);
        case 'path':
          return pathCell({ group, isOpen });
        case 'method':
        case 'host':
        case 'status':
          return column.draw(group.worst, isDated);
        case 'verdict':
          return worstCell(group);
        default:
          return cell(column.id, '');
      }
    }),
  });
}
