import type { ServiceProfile } from '../service/service-profile.ts';
import { readStorage, type StorageReading } from '../service/token-storage.ts';
import type { StorageObservation } from './observation.ts';

/** A state of the token storage, read once with the rules of the profile. */
export interface SeenStorage extends StorageObservation {
  reading: StorageReading;
}

export function seenStorage(observation: StorageObservation, profile: ServiceProfile): SeenStorage {
  return { ...observation, reading: readStorage(profile.storage, observation) };
}

/** As it was told. */
export function toldStorage({ reading: _, ...observation }: SeenStorage): StorageObservation {
  return observation;
}
