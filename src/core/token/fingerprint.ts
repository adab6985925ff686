const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A report holds no token: what stands for one ends with the name that the report gives it. */
const STAND_IN_END = '-of-a-report';
const STAND_IN = /(?:^|\.)(t\d+)-of-a-report$/;

/** The end of a token that stands for one of a report. */
export function standInEnd(name: string): string {
  return `${name}${STAND_IN_END}`;
}

/** Eight hex digits to tell tokens apart by eye (FNV-1a, 32 bit); nothing can be got back from it. */
export function fingerprint(token: string): string {
  const name = token.endsWith(STAND_IN_END) ? STAND_IN.exec(token)?.[1] : undefined;
  if (name !== undefined) return name;
  let hash = FNV_OFFSET_BASIS;
  for (let index = 0; index < token.length; index += 1) {
    hash = Math.imul(hash ^ token.charCodeAt(index), FNV_PRIME);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
