const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Eight hex digits to tell tokens apart by eye (FNV-1a, 32 bit); nothing can be got back from it. */
export function fingerprint(token: string): string {
  let hash = FNV_OFFSET_BASIS;
  for (let index = 0; index < token.length; index += 1) {
    hash = Math.imul(hash ^ token.charCodeAt(index), FNV_PRIME);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
