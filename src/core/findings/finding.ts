import type { Said } from '../language/language.ts';
import type { FindingCode } from '../language/stable-words.ts';
import type { Evidence } from '../verdict/causes/rule.ts';
import type { Scene } from './scene.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What is said of several rows together. */
export interface Note {
  severity: Severity;
  /** one sentence */
  title: Said;
  evidence: Evidence[];
  /** ids of the requests and sockets concerned, in order */
  requests: string[];
  /** what to do next, naming key, endpoint or time */
  advice: Said;
}

/** Something the whole recording shows. */
export interface Finding extends Note {
  code: FindingCode;
}

/** Looks for one kind of thing; null where it is not there. */
export type Search = (scene: Scene) => Finding | null;
