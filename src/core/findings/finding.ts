import type { Said } from '../language/language.ts';
import type { FindingCode } from '../language/stable-words.ts';
import type { Evidence } from '../verdict/causes/rule.ts';
import type { Scene } from './scene.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Something the whole recording shows. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  /** one sentence */
  title: Said;
  evidence: Evidence[];
  /** ids of the requests and sockets concerned, in order */
  requests: string[];
  /** what to do next, naming key, endpoint or time */
  advice: Said;
}

/** Looks for one kind of thing; null where it is not there. */
export type Search = (scene: Scene) => Finding | null;
