import type { Cause, FindingCode, Flag } from '../core/language/stable-words.ts';

/** What a test can be failed for: a flag, a cause of a refusal, or a finding. */
export type TokenWord = Flag | Cause | FindingCode;

/** How the tokens of a test are judged. */
export interface TokenCheck {
  /** the test fails when one of these was found */
  failOn: readonly TokenWord[];
  /** say what was found, and fail nothing */
  soft: boolean;
  /** what is not looked at: the beginning of a path, or what an address matches */
  except: readonly (string | RegExp)[];
  /** further hosts whose requests count: HOST, HOST:PORT, or * for every host */
  hosts: readonly string[];
}

export const TOKEN_CHECK: TokenCheck = {
  failOn: ['sent-expired', 'invalid-token'],
  soft: false,
  except: [],
  hosts: [],
};

/** A fault that a test has switched on; it is undone at the end of the test if not before. */
export interface SwitchedOn {
  undo(): Promise<void>;
}
