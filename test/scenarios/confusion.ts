import { CAUSES } from '../../src/core/language/stable-words.ts';
import type { CausePair } from './check.ts';

/** How often each cause was expected and given, and every pair that differs. */
export function confusionTable(pairs: readonly CausePair[]): string {
  const names = CAUSES.filter((cause) => pairs.some(({ expected }) => expected === cause));
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => {
    const expected = pairs.filter((pair) => pair.expected === name);
    const right = expected.filter(({ given }) => given === name).length;
    const wrong = expected.filter(({ given }) => given !== name).map(({ given }) => given);
    const others = [...new Set(wrong)].map((given) => {
      return `${given} × ${wrong.filter((one) => one === given).length}`;
    });
    const count = `${right}/${expected.length}`.padStart(7);
    return `${name.padEnd(width)} ${count}  ${others.join(', ') || 'no other'}`;
  });
  return [`${'expected'.padEnd(width)}   given  instead`, ...lines].join('\n');
}
