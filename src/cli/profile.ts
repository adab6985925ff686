import { hostFilter, parseFile } from '../core/har/har-file.ts';
import { profileLike, readOwnProfile } from '../core/service/own-profile.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import { futureGuide } from '../futureguide.ts';
import type { Io } from './io.ts';
import { readText } from './read-files.ts';

/** By which profile files are judged, and which of their requests count. */
export interface Judging {
  profile: ServiceProfile;
  isWanted(url: string): boolean;
}

export type JudgingReading =
  | { kind: 'judging'; judging: Judging }
  | { kind: 'unusable'; sentence: string };

/** FutureGuide's own profile, or the one of a file; further hosts count with either. */
export function readJudging(
  path: string | null,
  hosts: readonly string[],
  io: Pick<Io, 'readFile'>,
): JudgingReading {
  if (path === null) {
    const isWanted = hostFilter(futureGuide.isServiceHost, hosts);
    return { kind: 'judging', judging: { profile: futureGuide, isWanted } };
  }
  const read = readText(path, io);
  if (read.kind === 'unusable') return read;
  const value = parseFile(read.text);
  if (value === undefined) return { kind: 'unusable', sentence: `${path} is not JSON.` };
  const own = readOwnProfile(value);
  if (own.kind === 'problem') {
    const where = own.where === '' ? 'it' : own.where;
    return {
      kind: 'unusable',
      sentence: `${path} is no profile: ${where} is missing, unknown or has a value that no profile has there.`,
    };
  }
  const profile = profileLike(futureGuide, own.profile);
  const isWanted = hostFilter(profile.isServiceHost, hosts);
  return { kind: 'judging', judging: { profile, isWanted } };
}
