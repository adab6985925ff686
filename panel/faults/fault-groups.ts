import { type Fault, TOKEN_CHANGES } from '../../src/core/faults/fault.ts';
import type { FaultName } from '../../src/core/language/fault-words.ts';

/** Which faults are offered together, in the order in which they are read. */
export const FAULT_GROUPS = {
  token: [...TOKEN_CHANGES, 'stale-copy'],
  request: ['drop-authorization', 'wrong-scheme', 'replace-token'],
  refresh: [
    'block-refresh',
    'fail-refresh',
    'strip-refresh-cookie',
    'delay-refresh',
    'keep-old-token',
  ],
  socket: ['close-socket'],
} as const satisfies Record<string, readonly FaultName[]>;

export type FaultGroup = keyof typeof FAULT_GROUPS;

/** After the others the app only has to send again; these may cost the user their session. */
const HARMLESS: ReadonlySet<FaultName> = new Set<FaultName>([
  'drop-authorization',
  'wrong-scheme',
  'replace-token',
  'delay-refresh',
  'close-socket',
]);

/** Whether the app may throw the session away, or store something wrong, because of it. */
export function isDestructive({ name }: Pick<Fault, 'name'>): boolean {
  return !HARMLESS.has(name);
}
