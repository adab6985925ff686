const PAGE_ROWS = 10;

function move(from: HTMLElement, steps: number): HTMLElement | null {
  let row: HTMLElement | null = null;
  let next: Element | null = from;
  for (let left = Math.abs(steps); left > 0; left -= 1) {
    next = steps < 0 ? next.previousElementSibling : next.nextElementSibling;
    if (!(next instanceof HTMLElement) || next.dataset.row === undefined) break;
    row = next;
  }
  return row;
}

/** The row to which a key leads from this one; null where it leads nowhere. */
export function stepTo(key: string, from: HTMLElement): HTMLElement | null {
  switch (key) {
    case 'ArrowDown':
      return move(from, 1);
    case 'ArrowUp':
      return move(from, -1);
    case 'PageDown':
      return move(from, PAGE_ROWS);
    case 'PageUp':
      return move(from, -PAGE_ROWS);
    case 'Home':
      return move(from, Number.NEGATIVE_INFINITY);
    case 'End':
      return move(from, Number.POSITIVE_INFINITY);
    default:
      return null;
  }
}
