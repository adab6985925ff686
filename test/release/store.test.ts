import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };

/** What both stores allow for the short text. */
const MAX_SUMMARY = 132;
/** Chrome's store allows so much for a description, and so much for each justification. */
const MAX_DESCRIPTION = 16_000;
const MAX_JUSTIFICATION = 1_000;
const SECTIONS = [
  'Name',
  'Summary',
  'Description',
  'Single purpose',
  'Permissions',
  'Data use',
  'Data collection in Firefox',
  'Notes for reviewers',
];

/** The texts under the headings of one rank. */
function sectionsOf(text: string, rank: string): Map<string, string> {
  const parts = text.split(new RegExp(`^${rank} `, 'm')).slice(1);
  return new Map(
    parts.map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      return [heading.trim(), lines.join('\n').trim()];
    }),
  );
}

describe.each(['en', 'id'])('the store listing in %s', (language) => {
  const sections = sectionsOf(readFileSync(`store/${language}.md`, 'utf8'), '##');
  const permissions = sectionsOf(sections.get('Permissions') ?? '', '###');

  it('has every section, and nothing empty', () => {
    expect([...sections.keys()]).toEqual(SECTIONS);
    expect([...sections].filter(([, text]) => text === '')).toEqual([]);
  });

  it('keeps to the lengths that the stores allow', () => {
    expect(sections.get('Summary')?.length).toBeLessThanOrEqual(MAX_SUMMARY);
    expect(sections.get('Description')?.length).toBeLessThanOrEqual(MAX_DESCRIPTION);
    const long = [...permissions].filter(([, text]) => text.length > MAX_JUSTIFICATION);
    expect(long.map(([name]) => name)).toEqual([]);
  });

  it('justifies just the permissions that the manifest asks for', () => {
    const asked = [
      ...manifest.permissions,
      ...manifest.optional_permissions,
      ...manifest.host_permissions,
    ];
    expect([...permissions.keys()].sort()).toEqual(asked.map((name) => `\`${name}\``).sort());
  });

  it('has the name and the summary of the package, which Chrome’s store takes from there', () => {
    const messages = JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, 'utf8'));
    expect(sections.get('Name')).toBe(messages.name.message);
    expect(sections.get('Summary')).toBe(messages.description.message);
  });
});

it.each(['PRIVACY.md', 'PRIVACY.id.md'])(
  '%s says why for just the permissions that the manifest asks for',
  (file) => {
    const rows = [...readFileSync(file, 'utf8').matchAll(/^\| `([^`]+)` +\| (?=\S)/gm)];
    const asked = [
      ...manifest.permissions,
      ...manifest.optional_permissions,
      ...manifest.host_permissions,
    ];
    expect(rows.map(([, name]) => name).sort()).toEqual(asked.sort());
  },
);

it.each(['README.md', 'store/en.md', 'store/id.md', 'CHANGELOG.md'])(
  '%s names the key that opens the window',
  (file) => {
    const key = manifest.commands['open-window'].suggested_key.default;
    expect(readFileSync(file, 'utf8')).toContain(key);
  },
);
