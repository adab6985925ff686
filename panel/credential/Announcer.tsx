import { useEffect, useRef, useState } from 'preact/hooks';
import type { WordKey } from '../../src/core/language/language.ts';
import type { Lifetime } from '../parts/lifetime.ts';
import { say } from '../words/language.ts';
import { announcement } from './announcements.ts';

interface Props {
  /** changes with the token, so that a new one is not taken for time passing */
  mark: string;
  lifetime: Lifetime;
}

/** Speaks at five minutes, one minute and expiry, and at no other time. */
export function Announcer({ mark, lifetime: { secondsLeft } }: Props) {
  const before = useRef({ mark, secondsLeft });
  const [words, setWords] = useState<WordKey | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = { mark, secondsLeft };
    if (last.mark !== mark) {
      setWords(null);
      return;
    }
    const passed = announcement(last.secondsLeft, secondsLeft);
    if (passed) setWords(passed);
  }, [mark, secondsLeft]);
  return (
    <span role="status" aria-live="polite" class="off-screen">
      {words && say(words)}
    </span>
  );
}
