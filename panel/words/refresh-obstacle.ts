import { wordKey } from '../../src/core/language/language.ts';
import type { RefreshObstacle } from '../../src/core/verdict/refresh-outcome.ts';
import { say } from './language.ts';

/** Why a refresh cannot even be tried. */
export function obstacleSentence(reason: RefreshObstacle): string {
  return say(wordKey('refresh_unavailable', reason));
}
