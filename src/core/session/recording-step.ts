import type { Observation } from '../recording/observation.ts';
import type { Recording } from '../recording/recording.ts';

/** Something that changes a recording, when it did (ms by this computer's clock). */
export type RecordingStep =
  | { kind: 'take'; at: number; observations: readonly Observation[] }
  | { kind: 'pause' | 'resume' | 'clear'; at: number };

/** The same steps make the same recording, wherever they are taken. */
export function takeStep(recording: Recording, step: RecordingStep): void {
  switch (step.kind) {
    case 'take':
      recording.noticeClock(step.at);
      for (const observation of step.observations) recording.add(observation);
      return;
    case 'pause':
      recording.pause(step.at);
      return;
    case 'resume':
      recording.resume(step.at);
      return;
    case 'clear':
      recording.clear(step.at);
  }
}
