const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

const STAND_IN_END = '-of-a-report';
const STAND_IN = /^(t\d+)-of-a-report$/;

/** A report holds no token: this stands for the one that it calls by this name. */
export function standIn(name: string): string {
  return `${name}${STAND_IN_END}`;
}

export function isStandIn(token: string): boolean {
  return STAND_IN.test(token);
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
