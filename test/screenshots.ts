import { writeInRoboto } from './pictures/fonts.ts';
import { Camera } from './screenshots/camera.ts';
import { takeFaults } from './screenshots/faults.ts';
import { takeFiles } from './screenshots/files.ts';
import { takeIncident } from './screenshots/incident-states.ts';
import { takeQuiet } from './screenshots/quiet.ts';
import { takeBodies, takeDropped, takeTwoUsers } from './screenshots/traffic.ts';
import { buildExtension } from './start/build-extension.ts';

const FOLDER = 'docs/screenshots';

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
const chosen = process.argv.slice(2);
await buildExtension();
const camera = new Camera(FOLDER);
for (const [name, take] of Object.entries(SCENES))
  if (chosen.length === 0 || chosen.includes(name)) await take(camera);
