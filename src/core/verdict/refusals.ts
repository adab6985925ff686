import type { ServiceProfile } from '../service/service-profile.ts';
import type { Acceptance } from './acceptance.ts';
import { AskedAcceptance } from './asked.ts';
import { causeOf } from './causes/cause.ts';
import type { CauseVerdict } from './causes/rule.ts';
import type { Sending } from './sending.ts';
import type { Sessions } from './session-reader.ts';
import type { Storm } from './storms.ts';

/** All that the reason of a refusal is found in. */
export interface RefusalScene {
  profile: ServiceProfile;
  sessions: Sessions;
  acceptance: Acceptance;
  storms: ReadonlyMap<Sending, Storm>;
}

interface Known {
  refusal: CauseVerdict;
  sessions: Sessions;
  asked: AskedAcceptance;
  storm: Storm | null;
}

function isSameStorm(a: Storm | null, b: Storm | null): boolean {
  return a === b || (a !== null && b !== null && a.routes === b.routes && a.first === b.first);
}

/** Says why sendings were refused, and anew only where what that was read from says another thing. */
export class Refusals {
  readonly #known = new WeakMap<Sending, Known>();

  /** The same object as before where the same is to be said. */
  of(sending: Sending, { profile, sessions, acceptance, storms }: RefusalScene): CauseVerdict {
    const known = this.#known.get(sending);
    const storm = storms.get(sending) ?? null;
    if (
      known &&
      known.sessions === sessions &&
      isSameStorm(known.storm, storm) &&
      known.asked.isStillTrueOf(acceptance)
    )
      return known.refusal;
    const asked = new AskedAcceptance(acceptance);
    const refusal = causeOf(sending, { profile, ...sessions, acceptance: asked, storms });
    this.#known.set(sending, { refusal, sessions, asked, storm });
    return refusal;
  }
}
