import { expect, it } from 'vitest';
import { evidenceLinks, type LinkedRow } from '../../panel/parts/evidence-links.ts';
import { said } from '../../src/core/language/language.ts';
import type { Evidence } from '../../src/core/verdict/causes/rule.ts';

const ROWS: Record<string, LinkedRow> = {
  r1: { name: 'GET /status', token: 't1' },
  r2: { name: 'GET /status', token: 't1' },
  r3: { name: 'GET /status', token: 't2' },
  r4: { name: 'GET /profile', token: 't1' },
};

function piece(values: Evidence['values'], request?: string): Evidence {
  const one = { id: 'expired-token', values, said: said('evidence_list') } as const;
  return request === undefined ? one : { ...one, request };
}

function linksOf(evidence: readonly Evidence[], here?: string) {
  return evidenceLinks(evidence, {
    here,
    concerned: ['r1', 'r2', 'r3', 'r4'],
    rowOf: (id) => ROWS[id],
  });
}

it('leads from what is said of a token to rows that sent that token', () => {
  const { ofEach, others } = linksOf([piece({ token: 't1' }, 'r1'), piece({ token: 't2' }, 'r3')]);
  expect(ofEach).toEqual([['r1', 'r2', 'r4'], ['r3']]);
  expect(others).toEqual([]);
});

it('leads from what is said of no token to all rows of the same name', () => {
  const { ofEach, others } = linksOf([piece({ endpoint: 'GET /status' }, 'r1')]);
  expect(ofEach).toEqual([['r1', 'r2', 'r3']]);
  expect(others).toEqual(['r4']);
});

it('leads to each row once, and never to the one that is looked at', () => {
  const { ofEach } = linksOf([piece({}, 'r1'), piece({}, 'r1'), piece({}, 'r4'), piece({})], 'r4');
  expect(ofEach).toEqual([['r1', 'r2', 'r3'], [], [], []]);
});

it('leads from each of several pieces that say the same to the rows from its own to the next', () => {
  const { ofEach, others } = linksOf([piece({}, 'r1'), piece({}, 'r3')]);
  expect(ofEach).toEqual([['r1', 'r2'], ['r3']]);
  expect(others).toEqual(['r4']);
});
