import { useEffect, useMemo, useState } from 'preact/hooks';

/** Too narrow for two things beside each other. */
export const NARROW = '(width < 640px)';

/** Whether a media query holds now; whoever asks is drawn anew when that changes. */
export function useMediaQuery(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query]);
  const [matches, setMatches] = useState(list.matches);
  useEffect(() => {
    const end = new AbortController();
    const read = () => setMatches(list.matches);
    read();
    list.addEventListener('change', read, { signal: end.signal });
    return () => end.abort();
  }, [list]);
  return matches;
}
