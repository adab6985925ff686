import { say } from '../words/language.ts';
import { CopyFailure } from './CopyFailure.tsx';
import { Icon } from './Icon.tsx';
import { useCopy } from './use-copy.ts';

interface Props {
  label: string;
  /** made only when it is asked for */
  text: () => string;
  /** whether the picture alone stands for the label */
  isSmall?: boolean;
}

/** Copies, and says whether that worked. */
export function CopyButton({ label, text, isSmall = false }: Props) {
  const { outcome, copy, dismiss } = useCopy();
  const isCopied = outcome?.kind === 'copied';
  return (
    <span class={isSmall ? 'copy small' : 'copy'}>
      <button
        type="button"
        class={isSmall ? 'tool' : 'button'}
        title={label}
        aria-label={label}
        onClick={() => copy(text())}
      >
        <Icon name={isCopied ? 'check' : 'copy'} />
        {!isSmall && <span class="label">{label}</span>}
      </button>
      <span role="status" class={isSmall ? 'off-screen' : 'said'}>
        {isCopied && say('copied')}
      </span>
      {outcome?.kind === 'failed' && <CopyFailure text={outcome.text} onClose={dismiss} />}
    </span>
  );
}
