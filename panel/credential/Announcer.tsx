import { useEffect, useRef, useState } from 'preact/hooks';
import type { Lifetime } from '../parts/lifetime.ts';

const MOMENTS = [
  { seconds: 0, words: 'The token has expired.' },
  { seconds: 60, words: 'The token expires in one minute.' },
  { seconds: 300, words: 'The token expires in five minutes.' },
];

interface Props {
  /** changes with the token, so that a new one is not taken for time passing */
  mark: string;
  lifetime: Lifetime;
}

/** Speaks at five minutes, one minute and expiry, and at no other time. */
export function Announcer({ mark, lifetime: { secondsLeft } }: Props) {
  const before = useRef({ mark, secondsLeft });
  const [words, setWords] = useState('');
  useEffect(() => {
    const last = before.current;
    before.current = { mark, secondsLeft };
    if (last.mark !== mark) {
      setWords('');
      return;
    }
    const passed = MOMENTS.find(
      ({ seconds }) => last.secondsLeft > seconds && secondsLeft <= seconds,
    );
    if (passed) setWords(passed.words);
  }, [mark, secondsLeft]);
  return (
    <span role="status" aria-live="polite" class="off-screen">
      {words}
    </span>
  );
}
