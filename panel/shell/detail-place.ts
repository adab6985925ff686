import { NARROW, useMediaQuery } from '../parts/media-query.ts';

/** Where the detail stands with the grid: there may be room for both, or for one. */
export type DetailSide = 'beside' | 'below' | 'over';

const LOW = '(height < 560px)';

export function useDetailPlace(): DetailSide {
  const isNarrow = useMediaQuery(NARROW);
  const isLow = useMediaQuery(LOW);
  if (!isNarrow) return 'beside';
  return isLow ? 'over' : 'below';
}
