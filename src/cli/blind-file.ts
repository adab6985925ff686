import { basename } from 'node:path';
import { englishUtc } from '../core/language/english.ts';
import type { ReadFile } from './read-files.ts';

/** Whether no token in a file can be judged, so that a gate on it would pass whatever happened. */
export function canJudgeNothing({ legs, isSanitised }: ReadFile): boolean {
  return isSanitised || legs.length === 0;
}

/** Why that is, and what to do about it. */
export function whyBlind({ path, legs }: ReadFile): string {
  const name = basename(path);
  if (legs.length === 0)
    return `${name} has no request to the service in it; --host takes other hosts as well.`;
  return `${name}: ${englishUtc.say('file_sanitised')}`;
}
