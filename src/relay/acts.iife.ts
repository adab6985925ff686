/** Comes into a page beside its relay once something is asked of it; see `acts-door.ts`. */
import { actsDoor } from './acts-door.ts';
import { pageActs } from './page-acts.ts';

const door = actsDoor();
if (door) door.acts ??= pageActs(door.relay);
