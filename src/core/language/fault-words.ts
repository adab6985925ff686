import { type Said, said, wordKey } from './language.ts';

const NAMES = {
  'expire-now': true,
  'leave-seconds': true,
  'really-expired': true,
  'tamper-payload': true,
  'tamper-signature': true,
  quote: true,
  placeholder: true,
  remove: true,
  'roll-back': true,
  'other-user': true,
  'stale-copy': true,
  'keep-old-token': true,
  'drop-authorization': true,
  'wrong-scheme': true,
  'replace-token': true,
  'block-refresh': true,
  'strip-refresh-cookie': true,
  'fail-refresh': true,
  'delay-refresh': true,
  'close-socket': true,
} as const;

export type FaultName = keyof typeof NAMES;

/** What a fault is called; a name of another version stands for itself. */
export function faultWords(name: string): Said | string {
  return name in NAMES ? said(wordKey('fault_name', name as FaultName)) : name;
}
