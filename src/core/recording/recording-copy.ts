import type {
  DocumentObservation,
  FaultObservation,
  LeftOutObservation,
  RequestLeg,
  SocketObservation,
  StorageObservation,
} from './observation.ts';

/** What was paused, cleared and forgotten. */
export interface TakenCopy {
  pauses: { from: number; to: number }[];
  forgotten: string[];
  clearedBefore: number;
}

/** Legs in the order in which they came, each with the number that names its row. */
export interface ClustersCopy {
  legs: { ordinal: number; leg: RequestLeg }[];
  nextOrdinal: number;
}

/** All that a recording holds, as values. */
export interface RecordingCopy {
  clearedAt: number | null;
  dropped: number;
  /** how much of what the page told was left out here */
  leftOut: number;
  clusters: ClustersCopy;
  events: (
    | DocumentObservation
    | StorageObservation
    | FaultObservation
    | SocketObservation
    | LeftOutObservation
  )[];
  taken: TakenCopy;
  socketAddresses: string[];
}
