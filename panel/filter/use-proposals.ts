import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Completion } from '../../src/core/filter/complete.ts';
import type { PanelModel } from '../model/panel-model.ts';
import type { FilterLanguage } from './filter-language.ts';
import { replaceTyped } from './typed-text.ts';

export const LIST_ID = 'filter-proposals';

export function proposalId(index: number): string {
  return `filter-proposal-${index}`;
}

export interface Proposals {
  completion: Completion;
  /** the one that Enter takes; -1 for none */
  active: number;
}

/** Whether a word is begun where something is proposed, or a value is due. */
function isDue(text: string, { from, to }: Completion): boolean {
  return from < to || /[:,]/.test(text[from - 1] ?? '');
}

/** What is proposed at the caret of the filter's field, and the keys that choose among it. */
export function useProposals(
  { filterRows, filterLanguage }: PanelModel,
  input: RefObject<HTMLInputElement | null>,
) {
  const [open, setOpen] = useState<Proposals | null>(null);
  const close = () => setOpen(null);

  const language = useRef<FilterLanguage | null>(null);
  /** Fetched when the field is first used; until then nothing is proposed. */
  const prepare = async () => {
    language.current ??= await filterLanguage();
  };
  const read = (): Completion | null => {
    const field = input.current;
    if (!field || !language.current) return null;
    const caret = field.selectionStart ?? 0;
    return language.current.completionAt(field.value, caret, filterRows.peek());
  };
  const onTyped = async () => {
    await prepare();
    const completion = read();
    const text = input.current?.value ?? '';
    setOpen(completion && isDue(text, completion) ? { completion, active: -1 } : null);
  };
  const take = (index: number) => {
    const field = input.current;
    const proposal = open?.completion.proposals[index];
    if (!field || !open || !proposal || !language.current) return;
    const { completion } = open;
    const put = language.current.writing(field.value, completion, proposal);
    replaceTyped(field, completion.from, completion.to, put);
    if (!put.endsWith(':')) close();
  };
  const move = (by: 1 | -1) => {
    const completion = open?.completion ?? read();
    if (!completion) return;
    const count = completion.proposals.length;
    const from = open?.active ?? -1;
    const active = from === -1 && by === -1 ? count - 1 : (from + by + count) % count;
    setOpen({ completion, active });
  };

  /** Whether the key was for the proposals. */
  const onKey = (key: string): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') move(key === 'ArrowDown' ? 1 : -1);
    else if (!open) return false;
    else if (key === 'Escape') close();
    else if (key === 'Tab') take(Math.max(open.active, 0));
    else if (key === 'Enter' && open.active >= 0) take(open.active);
    else return false;
    return true;
  };
  return { open, close, prepare, onTyped, onKey, take };
}
