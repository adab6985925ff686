import { expect, it } from 'vitest';
import { timeAmong } from '../../panel/parts/RowLink.tsx';

it('a link says its ms only where another would read the same', () => {
  const rows = ['22:03:58.120', '22:03:58.640', '22:03:59.010'].map((exact, index) => ({
    id: `r${index}`,
    name: { full: 'GET /status', short: 'GET /status', time: exact.slice(0, 8), exact },
  }));
  const times = rows.map((row) => timeAmong(row, rows));
  expect(times).toEqual(['22:03:58.120', '22:03:58.640', '22:03:59']);
});
