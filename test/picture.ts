import { writeInRoboto } from './pictures/fonts.ts';
import { openRow } from './screenshots/acts.ts';
import { paint, resize, SIZES, type Size, settle } from './screenshots/camera.ts';
import { openIncident } from './screenshots/incident.ts';
import { buildExtension } from './start/build-extension.ts';

const PICTURES: readonly (readonly [file: string, theme: 'light' | 'dark', size: Size])[] = [
  ['docs/panel-light.png', 'light', SIZES.wide],
  ['docs/panel-dark.png', 'dark', SIZES.wide],
  ['docs/panel-narrow.png', 'light', { width: 480, height: 900 }],
];

// The places and people are Indonesian, so is the time.
process.env.TZ = 'Asia/Jakarta';
writeInRoboto();
await buildExtension();
await using opened = await openIncident();
await openRow(opened.frame, '[data-cause=expired]');
for (const [file, theme, size] of PICTURES) {
  await paint(opened, theme);
  await resize(opened, size);
  await settle(opened);
  await opened.tools.screenshot(file);
  console.log(file);
}
