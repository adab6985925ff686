import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };

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
  }, 240_000);
});

describe.each(['chrome', 'firefox'])('the built manifest for %s', (browser) => {
  const built = JSON.parse(readFileSync(`dist/${browser}/manifest.json`, 'utf8'));

  it('has the version of package.json, and asks for what manifest.json asks for', () => {
    expect(built.version).toBe(packageJson.version);
    for (const key of ['permissions', 'host_permissions'] as const)
      expect([built[key], built[`optional_${key}`]], key).toEqual([
        manifest[key],
        manifest[`optional_${key}`],
      ]);
  });

  it('lets no page and no other extension reach the extension', () => {
    expect(built.web_accessible_resources).toBeUndefined();
    expect(built.externally_connectable).toBeUndefined();
    expect(built.content_security_policy).toEqual(manifest.content_security_policy);
  });
});
