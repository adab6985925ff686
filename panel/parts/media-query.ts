import { useLayoutEffect, useMemo, useReducer } from 'preact/hooks';

/** Too narrow for two things beside each other. */
export const NARROW = '(width < 640px)';

/**
 * Whether a media query holds now; whoever asks is drawn anew when that changes. It is read at every
 * drawing: Chromium tells no change that a script has read before its event.
 */
export function useMediaQuery(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query]);
  const [, drawAnew] = useReducer((drawn: number) => drawn + 1, 0);
  useLayoutEffect(() => {
    const end = new AbortController();
    list.addEventListener('change', () => drawAnew(undefined), { signal: end.signal });
    return () => end.abort();
  }, [list]);
  return list.matches;
}
