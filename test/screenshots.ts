import { writeInRoboto } from './pictures/fonts.ts';
import { Camera } from './screenshots/camera.ts';
import { SCENES } from './screenshots/scenes.ts';
import { buildExtension } from './start/build-extension.ts';

const FOLDERS = { documents: 'docs/screenshots', all: 'dist/screenshots' };
/** `npm run screenshots -- incident --only=narrow-dark-id,wide-light-en` */
const ONLY = '--only=';

// The places and people are Indonesian, so is the time.
process.env.TZ = 'Asia/Jakarta';
writeInRoboto();
const words = process.argv.slice(2);
const chosen = words.filter((word) => !word.startsWith(ONLY));
const only = words.find((word) => word.startsWith(ONLY))?.slice(ONLY.length);
await buildExtension();
const camera = new Camera(FOLDERS, only === undefined ? null : new Set(only.split(',')));
for (const [name, take] of Object.entries(SCENES))
  if (chosen.length === 0 || chosen.includes(name)) await take(camera);
