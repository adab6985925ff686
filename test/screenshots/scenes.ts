import type { Eye } from './camera.ts';
import { takeFaults } from './faults.ts';
import { takeFiles } from './files.ts';
import { takeIncident } from './incident-states.ts';
import { takeLost } from './lost.ts';
import { takePages } from './pages.ts';
import { takeQuiet } from './quiet.ts';
import { takeRefreshes } from './refreshes.ts';
import { takeRefusals } from './refusals.ts';
import { takeSession } from './session.ts';
import { takeBodies, takeDropped } from './traffic.ts';
import { takeTwoUsers } from './users.ts';

/** States that one browser can reach, one after the other. */
export const SCENES: Record<string, (eye: Eye) => Promise<void>> = {
  quiet: takeQuiet,
  lost: takeLost,
  session: takeSession,
  refreshes: takeRefreshes,
  refusals: takeRefusals,
  incident: takeIncident,
  users: takeTwoUsers,
  bodies: takeBodies,
  dropped: takeDropped,
  files: takeFiles,
  faults: takeFaults,
  pages: takePages,
};
