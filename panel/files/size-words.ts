import { say } from '../words/language.ts';

export const MEGABYTE = 2 ** 20;

/** `150 MB`, for a size of a file in bytes. */
export function sizeWords(bytes: number): string {
  const megabytes = bytes / MEGABYTE;
  return say('file_megabytes', { size: Number(megabytes.toFixed(megabytes < 10 ? 1 : 0)) });
}
