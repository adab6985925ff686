import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const folderOf = (file: string) => dirname(resolve(file));

/** The family that takes the place of each generic one. */
const FAMILIES = { 'sans-serif': 'Roboto', 'system-ui': 'Roboto', monospace: 'Roboto Mono' };
const FOLDERS = [
  folderOf('@expo-google-fonts/roboto/package.json'),
  folderOf('@expo-google-fonts/roboto-mono/package.json'),
];
/** DevTools asks for them by name before any generic family. */
const REJECTED = ['DejaVu Sans Mono', 'Noto Sans Mono'];

const preferred = ([generic, family]: [string, string]) => `<match target="pattern">
  <test name="family"><string>${generic}</string></test>
  <edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit>
</match>`;
const rejected = (family: string) =>
  `<pattern><patelt name="family"><string>${family}</string></patelt></pattern>`;

function configuration(cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${FOLDERS.map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${cache}</cachedir>
<selectfont><rejectfont>${REJECTED.map(rejected).join('')}</rejectfont></selectfont>
${Object.entries(FAMILIES).map(preferred).join('\n')}
</fontconfig>
`;
}

/** Browsers that this process starts from now on write in Roboto, whatever the system has. */
export function writeInRoboto(): void {
  const folder = mkdtempSync(join(tmpdir(), 'picture-fonts-'));
  const file = join(folder, 'fonts.conf');
  writeFileSync(file, configuration(join(folder, 'cache')));
  process.env.FONTCONFIG_FILE = file;
}
