import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const FOLDER = '.github/workflows';
const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(`${FOLDER}/${name}`, 'utf8'),
}));
const checklist = readFileSync('CONTRIBUTING.md', 'utf8').split('## Release checklist')[1] ?? '';

/** The scripts of `package.json` that a text runs. */
function scriptsIn(text: string): string[] {
  return [...text.matchAll(/npm (?:run )?([\w:-]+)/g)].flatMap(([, name = '']) =>
    ['ci', 'audit', 'version'].includes(name) ? [] : [name],
  );
}

describe.each(workflows)('the workflow $name', ({ text }) => {
  it('uses actions at one commit, with the version that this is', () => {
    const used = text.match(/uses: .*/g) ?? [];
    expect(used).not.toEqual([]);
    expect(used.filter((one) => !/^uses: [\w./-]+@[0-9a-f]{40} # v[\d.]+$/.test(one))).toEqual([]);
  });

  it('runs on both systems, and may only read', () => {
    expect(text).toMatch(/os: \[ubuntu-[\d.]+, macos-\d+\]/);
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\S/m);
  });

  it('runs commands that a person has too, and those of the checklist', () => {
    const run = scriptsIn(text);
    expect(run.filter((name) => !(name in packageJson.scripts))).toEqual([]);
    expect(run.filter((name) => !scriptsIn(checklist).includes(name))).toEqual([]);
  });
});

it('the release checklist names commands that there are', () => {
  const named = scriptsIn(checklist);
  expect(named).toContain('package');
  expect(named.filter((name) => !(name in packageJson.scripts))).toEqual([]);
});
