import { wordKey } from '../../src/core/language/language.ts';
import type { FaultWay } from '../../src/core/recording/observation.ts';
import { IN_FIREFOX } from '../parts/in-firefox.ts';
import { say } from '../words/language.ts';

/** How a fault is done, and what undoing it cannot bring back. */
export function wayMeans(way: FaultWay): string {
  const meaning = say(wordKey('fault_way_means', way));
  return way === 'storage' && IN_FIREFOX ? `${meaning} ${say('browser_cookie_firefox')}.` : meaning;
}
