import './speak-english.ts';
import { expect, it } from 'vitest';
import { PANES } from '../../panel/drawer/drawer-panes.tsx';
import type { PanelModel } from '../../panel/model/panel-model.ts';

/** What the tab Findings says where so many rows are flagged. */
function findingsTab(flagged: number, isRead: boolean, found: { severity: string }[] = []) {
  const model = {
    noted: { value: { notes: found } },
    isRead: { value: isRead },
    counts: { value: { flagged } },
  } as unknown as PanelModel;
  return PANES.find(({ id }) => id === 'findings')?.summary(model);
}

it('Findings wait in sight while something is flagged and nobody has looked yet', () => {
  expect(findingsTab(1, false)).toMatchObject({ title: 'Findings', icon: 'clock', note: '…' });
});

it('Findings are not there where nothing is flagged and nothing was found', () => {
  expect(findingsTab(0, false)).toBeNull();
  expect(findingsTab(0, true)).toBeNull();
});

it('Findings say why there is none where something is flagged all the same', () => {
  expect(findingsTab(1, true)).toMatchObject({ tone: 'warning', icon: 'warning', note: '0' });
  expect(findingsTab(1, true, [{ severity: 'info' }])).toMatchObject({
    tone: 'warning',
    note: '1',
  });
});

it('Findings are as bad as the worst, and how many, also while they are read anew', () => {
  const found = [{ severity: 'error' }, { severity: 'warning' }];
  expect(findingsTab(1, false, found)).toMatchObject({ tone: 'error', note: '2' });
});
