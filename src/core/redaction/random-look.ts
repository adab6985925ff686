import { UUID } from '../token/claims.ts';

const ISO_DATE = /^\d{4}-\d\d-\d\d(T[\d:.%A]+)?(Z|[+-][\d:%A]+)?$/i;
/** Shorter pieces than these are hardly words and numbers. */
const WORD_FROM = 3;
const NUMBER_FROM = 4;
const RANDOM_FROM = 12;
const RANDOM_PIECES = 4;
/** Letters and digits that take turns so often in one run are no version and no number. */
const RANDOM_TURNS = 4;
/** Chance shows itself early. */
const LOOKED_AT = 512;

type Kind = 'upper' | 'lower' | 'digit' | 'other';

function kindOf(code: number): Kind {
  if (code >= 0x61 && code <= 0x7a) return 'lower';
  if (code >= 0x41 && code <= 0x5a) return 'upper';
  return code >= 0x30 && code <= 0x39 ? 'digit' : 'other';
}

/**
 * Letters and digits that change between lower case, upper case and digits as chance would have it:
 * in many short pieces that stick together. Words, numbers, dates, ids in camel case and UUIDs do not.
 */
export function looksRandom(value: string): boolean {
  if (value.length < RANDOM_FROM || UUID.test(value) || ISO_DATE.test(value)) return false;
  const end = Math.min(value.length, LOOKED_AT);
  let letters = 0;
  let short = 0;
  let inRun = 0;
  let shortInRun = 0;
  let turns = 0;
  let mostTurns = 0;
  let piece = 0;
  let last: Kind = 'other';
  const endPiece = () => {
    if (piece === 0) return;
    inRun += 1;
    if (piece < (last === 'digit' ? NUMBER_FROM : WORD_FROM)) shortInRun += 1;
    piece = 0;
  };
  for (let index = 0; index <= end; index += 1) {
    const kind = index < end ? kindOf(value.charCodeAt(index)) : 'other';
    // A capital begins a word, and the small letters go on with it.
    const goesOn = kind === last || (last === 'upper' && kind === 'lower' && piece === 1);
    if (!goesOn) endPiece();
    if (kind !== 'other' && last !== 'other' && (kind === 'digit') !== (last === 'digit'))
      turns += 1;
    last = kind;
    if (kind === 'other') {
      mostTurns = Math.max(mostTurns, turns);
      turns = 0;
      if (inRun > 1) short += shortInRun;
      inRun = 0;
      shortInRun = 0;
      continue;
    }
    piece += 1;
    letters += 1;
  }
  return letters >= RANDOM_FROM && (short >= RANDOM_PIECES || mostTurns >= RANDOM_TURNS);
}
