const LONG_ID = /([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f-]{22,}/gi;

/** A path without its query, and with the first part of each UUID for the whole. */
export function shortPath(path: string): string {
  const [plain = ''] = path.split('?');
  return plain.replace(LONG_ID, '$1…');
}
