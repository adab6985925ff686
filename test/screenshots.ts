import { writeInRoboto } from './pictures/fonts.ts';
import { Camera } from './screenshots/camera.ts';
import { takeFaults } from './screenshots/faults.ts';
import { takeFiles } from './screenshots/files.ts';
import { takeIncident } from './screenshots/incident-states.ts';
import { takeQuiet } from './screenshots/quiet.ts';
import { takeBodies, takeDropped, takeTwoUsers } from './screenshots/traffic.ts';
import { buildExtension } from './start/build-extension.ts';

const FOLDERS = { documents: 'docs/screenshots', all: 'dist/screenshots' };
/** `npm run screenshots -- incident --only=narrow-dark-id,wide-light-en` */
const ONLY = '--only=';

/** States that one browser can reach, one after the other. */
const SCENES: Record<string, (camera: Camera) => Promise<void>> = {
  quiet: takeQuiet,
  incident: takeIncident,
  users: takeTwoUsers,
  bodies: takeBodies,
  dropped: takeDropped,
  files: takeFiles,
  faults: takeFaults,
};

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
