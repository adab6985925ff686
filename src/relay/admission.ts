import * as v from 'valibot';
import { type PageReport, pageReport } from '../messages.ts';
import { MAX_FRAME_CHARACTERS, MAX_REFUSAL_CHARACTERS } from '../page-channel.ts';

/** JSON may write one character as six. */
const MAX_REPORT_CHARACTERS = 6 * (MAX_REFUSAL_CHARACTERS + MAX_FRAME_CHARACTERS);
/** More than any app says at once, and less than would hurt. */
export const REPORTS_IN_A_BURST = 10_000;
export const REPORTS_PER_SECOND = 500;

/**
 * Lets in what the page's hooks tell. The page can speak in their name, so every report is capped
 * in size before it is parsed, capped in number, and checked.
 */
export class Admission {
  #left = REPORTS_IN_A_BURST;
  #at: number;

  constructor(nowMs: number) {
    this.#at = nowMs;
  }

  /** The report, or null where it is not let in. */
  admit(detail: unknown, nowMs: number): PageReport | null {
    if (typeof detail !== 'string' || detail.length > MAX_REPORT_CHARACTERS) return null;
    if (!this.#takesOne(nowMs)) return null;
    try {
      const report = v.safeParse(pageReport, JSON.parse(detail));
      return report.success ? report.output : null;
    } catch {
      return null;
    }
  }

  #takesOne(nowMs: number): boolean {
    const refilled = (Math.max(0, nowMs - this.#at) / 1000) * REPORTS_PER_SECOND;
    this.#left = Math.min(REPORTS_IN_A_BURST, this.#left + refilled);
    this.#at = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
