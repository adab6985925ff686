/** What the devtools page and a panel say to each other where neither can reach the other's objects. */
import * as v from 'valibot';
import { fault } from '../faults/fault.ts';
import type { RecordingCopy } from '../recording/recording-copy.ts';
import type { RecordingStep } from './recording-step.ts';
import type { Session } from './session.ts';

/** What a session says of itself besides its recording. */
export type SessionState = Pick<
  Session,
  | 'connection'
  | 'site'
  | 'isRecording'
  | 'refresh'
  | 'probe'
  | 'faults'
  | 'recipe'
  | 'droppedBefore'
  | 'isBacklogFull'
>;

/** devtools page → panel; the first is `begin` */
export type SessionNews =
  | {
      type: 'begin';
      recording: RecordingCopy;
      facts: SessionState;
      kept: Pick<Session, 'keptView' | 'keptFiles'>;
    }
  | { type: 'changed'; steps: RecordingStep[]; facts: SessionState }
  /** how the act of this number ended */
  | { type: 'done'; act: number; outcome: unknown };

const newer = v.picklist(['ask', 'restore', 'keep']);
const text = v.nullable(v.string());

/** What the user does, and what the panel wants to find again. */
export const sessionVerb = v.variant('verb', [
  v.object({ verb: v.literal('set-recording'), on: v.boolean() }),
  v.object({ verb: v.literal('clear') }),
  v.object({ verb: v.literal('force-refresh') }),
  v.object({ verb: v.literal('probe'), token: v.string() }),
  v.object({ verb: v.literal('switch-fault'), fault }),
  v.object({ verb: v.literal('undo-fault'), id: v.string(), newer }),
  v.object({ verb: v.literal('undo-all-faults'), newer }),
  v.object({ verb: v.literal('what-else') }),
  v.object({
    verb: v.literal('start-recipe'),
    id: v.picklist(['incident', 'refresh-broken', 'user-switch']),
  }),
  v.object({ verb: v.literal('stop-recipe') }),
  v.object({ verb: v.literal('request-access') }),
  v.object({ verb: v.literal('reload-page') }),
  v.object({ verb: v.literal('open-app') }),
  v.object({ verb: v.literal('keep-view'), view: text }),
  v.object({
    verb: v.literal('keep-files'),
    kept: v.nullable(
      v.object({ files: v.array(v.file()), hosts: v.array(v.string()), view: text }),
    ),
  }),
]);
export type SessionVerb = v.InferOutput<typeof sessionVerb>;

/** panel → devtools page; the number comes back with the outcome */
export const sessionAct = v.object({ act: v.number(), asked: sessionVerb });
export type SessionAct = v.InferOutput<typeof sessionAct>;
