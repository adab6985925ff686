import type { Clocks } from '../clock/clocks.ts';
import type { FaultObservation } from '../recording/observation.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { Credentials } from './credentials.ts';
import type { GuardReading } from './guards.ts';
import type { CredentialUse } from './reach.ts';

/** What the judgement of one sending by itself looks at, besides its facts. */
export interface Surroundings {
  profile: ServiceProfile;
  clocks: Clocks;
  credentials: Credentials;
  withGuard: GuardReading;
  /** which fault touched it; null where none was ever on */
  faultOf: ((use: CredentialUse) => FaultObservation | null) | null;
}
