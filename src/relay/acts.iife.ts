/**
 * Comes into a page beside its relay once something is asked of it; see `acts-door.ts`. On an added
 * host the relay asks at once, for here is what knows by which profile it is judged.
 */
import { futureGuide, isServiceHost } from '../futureguide.ts';
import { actsDoor } from './acts-door.ts';
import { pageActs } from './page-acts.ts';
import { addedProfile } from './page-host.ts';

const door = actsDoor();
if (door) {
  const { relay } = door;
  door.acts ??= isServiceHost(location.hostname)
    ? Promise.resolve(pageActs(relay, futureGuide))
    : addedProfile(relay).then((profile) => profile && pageActs(relay, profile));
}
