import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** What Firefox's store checks first. */
interface Linted {
  summary: { errors: number; warnings: number; notices: number };
}

describe('the extension as Firefox’s store checks it', () => {
  it('has no error, warning or notice', () => {
    const said = execFileSync(
      'npm',
      ['exec', '--', 'web-ext', 'lint', '--source-dir', 'dist/firefox', '--output', 'json'],
      { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '--no-warnings' } },
    );
    const linted: Linted = JSON.parse(said);
    expect(linted.summary).toEqual({ errors: 0, warnings: 0, notices: 0 });
  }, 120_000);
});
