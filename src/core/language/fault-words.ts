import { type Said, said, wordKey } from './language.ts';

/** Each fault, and what it works on. */
export const FAULT_WAYS = {
  'expire-now': 'storage',
  'leave-seconds': 'storage',
  'really-expired': 'storage',
  'tamper-payload': 'storage',
  'tamper-signature': 'storage',
  quote: 'storage',
  placeholder: 'storage',
  remove: 'storage',
  'roll-back': 'storage',
  'other-user': 'storage',
  'stale-copy': 'storage',
  'keep-old-token': 'storage',
  'drop-authorization': 'rules',
  'wrong-scheme': 'rules',
  'replace-token': 'rules',
  'block-refresh': 'rules',
  'strip-refresh-cookie': 'rules',
  'fail-refresh': 'page-hook',
  'delay-refresh': 'page-hook',
  'close-socket': 'page-hook',
} as const;

export type FaultName = keyof typeof FAULT_WAYS;

/** `name` may be one of another version. */
function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULT_WAYS, name);
}

/** What a fault is called; a name of another version stands for itself. */
export function faultWords(name: string): Said | string {
  return isFaultName(name) ? said(wordKey('fault_name', name)) : name;
}

/** What a fault did to what was refused, as the end of a sentence. */
export function faultDeed(name: string): Said {
  return isFaultName(name)
    ? said(wordKey('reason_fault', FAULT_WAYS[name]), { fault: faultWords(name) })
    : said('reason_fault');
}
