import { useEffect, useState } from 'preact/hooks';
import { copyText } from './copy-text.ts';
import { Icon } from './Icon.tsx';

const SAID_FOR_MS = 2_500;

interface Props {
  label: string;
  /** made only when it is asked for */
  text: () => string;
}

/** Copies, and says whether that worked. */
export function CopyButton({ label, text }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    copyText(text()).then(
      () => setSaid('Copied'),
      (error: Error) => setSaid(`Not copied: ${error.message}`),
    );
  };
  return (
    <span class="copy">
      <button type="button" class="button quiet" title={label} onClick={copy}>
        <Icon name="copy" />
        <span class="label">{label}</span>
      </button>
      <span role="status" class="said">
        {said}
      </span>
    </span>
  );
}
