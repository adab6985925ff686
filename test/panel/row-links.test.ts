import './speak-english.ts';
import type { ComponentChild, VNode } from 'preact';
import { expect, it } from 'vitest';
import type { PanelModel } from '../../panel/model/panel-model.ts';
import { RowLinks } from '../../panel/parts/RowLink.tsx';
import { call, ending, read } from '../core/findings/story.ts';

/** The times that links to calls at these s are given, in the order in which they stand. */
function timesOf(...at: number[]): string[] {
  const token = ending(3_600);
  const { requests } = read(...at.map((second) => call(second, token)));
  const entries = requests.map((entry) => ({ ...entry, kind: 'request' as const }));
  const entryOf = (id: string) => entries.find(({ facts }) => facts.id === id);
  const model = {
    entryOf: { value: entryOf },
    now: { peek: () => requests[0]?.at ?? 0 },
  } as unknown as PanelModel;
  const drawn = RowLinks({ model, ids: requests.map(({ facts }) => facts.id) });
  const timesIn = (child: ComponentChild | ComponentChild[]): string[] => {
    if (Array.isArray(child)) return child.flatMap(timesIn);
    if (child === null || typeof child !== 'object') return [];
    const { time, children } = (child as VNode<{ time?: string; children?: ComponentChild[] }>)
      .props;
    return [...(time === undefined ? [] : [time]), ...timesIn(children ?? [])];
  };
  return timesIn(drawn);
}

it('a link says its ms only where another would read the same', () => {
  expect(timesOf(58.12, 58.64, 59.01)).toEqual([
    expect.stringMatching(/:58\.120$/),
    expect.stringMatching(/:58\.640$/),
    expect.stringMatching(/:59$/),
  ]);
});
