import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('whatever document is drawn, it draws visibly what would turn or hide text', () => {
  const sources = ['src', 'panel'].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`),
  );
  const documents = sources.filter(
    (path) =>
      path.endsWith('.tsx') &&
      /import \{[^}]*\brender\b[^}]*\} from 'preact'/.test(readFileSync(path, 'utf8')),
  );
  const drawn = documents.filter((path) =>
    /^\s*drawVisibly\(\);/m.test(readFileSync(path, 'utf8')),
  );
  expect(documents).toContain('src/popup/popup.tsx');
  expect(drawn).toEqual(documents);
});
