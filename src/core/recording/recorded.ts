import type { Recording } from './recording.ts';

/** What there is to be read of a recording, whoever folded it. */
export type Recorded = Pick<
  Recording,
  | 'profile'
  | 'clearedAt'
  | 'version'
  | 'dropped'
  | 'leftOut'
  | 'requests'
  | 'requestGrowth'
  | 'documents'
  | 'storageHistory'
  | 'storage'
  | 'faults'
  | 'socketUses'
  | 'socketConnections'
  | 'socketEvents'
>;
