import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { shown } from './show.ts';
import { tableOf } from './table.ts';
import { Tally } from './tally.ts';
import { trySession } from './try-session.ts';

const DEFAULT_SESSIONS = 200;

function numberOf(text: string | undefined, fallback: number): number {
  const value = Number(text ?? fallback);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${text} is no whole number.`);
  return value;
}

const { values } = parseArgs({
  options: {
    sessions: { type: 'string' },
    seed: { type: 'string' },
    show: { type: 'string' },
    failures: { type: 'string' },
  },
});

if (values.show !== undefined) {
  for (const trial of await trySession(numberOf(values.show, 0)))
    console.log('message' in trial ? trial.message : shown(trial));
} else {
  const first = numberOf(values.seed, 1);
  const sessions = numberOf(values.sessions, DEFAULT_SESSIONS);
  const tally = new Tally();
  for (let seed = first; seed < first + sessions; seed += 1)
    for (const trial of await trySession(seed)) tally.add(trial);
  console.log(tableOf(tally));
  console.log('One session row by row, truth beside verdict: npm run simulate -- --show SEED');
  if (values.failures !== undefined)
    writeFileSync(
      values.failures,
      tally.failures.map((one) => `${JSON.stringify(one)}\n`).join(''),
    );
}
