import { fieldsOf } from '../core/token/json.ts';
import { isServiceHost } from '../futureguide.ts';
import type { PageReport } from '../messages.ts';
import { fitsInBytes, MAX_FRAME_BYTES, MAX_REFUSAL_BYTES } from '../page-channel.ts';
import { reportIn } from './page-report.ts';

/** JSON may write one byte as six. */
const MAX_REPORT_BYTES = 6 * (MAX_REFUSAL_BYTES + MAX_FRAME_BYTES);
/** Of a kind: more than any app says at once, and less than would hurt. */
export const REPORTS_IN_A_BURST = 2_000;
export const REPORTS_PER_SECOND = 100;
/** How far a time that the page tells may lie outside its document's life, ms. */
export const TOLERANCE_MS = 5_000;

/** When a report came, by the relay's own clocks (ms since the epoch). */
export interface Arrival {
  /** by a clock that nobody can set, but that may stand still while the computer sleeps */
  steadyMs: number;
  /** by the computer's clock, as the page reads it too */
  wallMs: number;
}

const PROTOCOLS: Record<PageReport['kind'], RegExp> = { refusal: /^https?:$/, socket: /^wss?:$/ };

function isOfService({ kind, url }: PageReport): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return PROTOCOLS[kind].test(protocol) && isServiceHost(hostname);
}

/** How many reports of one kind may come now; that grows with time. */
class Allowance {
  #left = REPORTS_IN_A_BURST;
  #atMs: number;

  constructor(atMs: number) {
    this.#atMs = atMs;
  }

  takesOne(nowMs: number): boolean {
    const refilled = (Math.max(0, nowMs - this.#atMs) / 1000) * REPORTS_PER_SECOND;
    this.#left = Math.min(REPORTS_IN_A_BURST, this.#left + refilled);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

/**
 * Lets in what the page's hooks tell. The page can speak in their name, so every report is capped
 * in size before it is parsed, capped in number, checked, and bounded in what it may claim.
 */
export class Admission {
  readonly #beganAt: number;
  readonly #allowances: Record<PageReport['kind'], Allowance>;
  #leftOut = 0;

  /** `beganAt`: when the document began, by the steady clock. */
  constructor(beganAt: number) {
    this.#beganAt = beganAt;
    this.#allowances = { refusal: new Allowance(beganAt), socket: new Allowance(beganAt) };
  }

  /** How many reports were not let in because there were too many. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** The report, or null where it is not let in. */
  admit(detail: unknown, arrival: Arrival): PageReport | null {
    if (typeof detail !== 'string' || !fitsInBytes(detail, MAX_REPORT_BYTES)) return null;
    try {
      const told: unknown = JSON.parse(detail);
      if (!this.#takesOne(told, arrival)) return null;
      const report = reportIn(told);
      return report && this.#isBounded(report, arrival) ? report : null;
    } catch {
      return null;
    }
  }

  /** What is of neither kind takes no room from what is. */
  #takesOne(told: unknown, { steadyMs }: Arrival): boolean {
    const { kind } = fieldsOf(told);
    if (kind !== 'refusal' && kind !== 'socket') return false;
    const takes = this.#allowances[kind].takesOne(steadyMs);
    if (!takes) this.#leftOut += 1;
    return takes;
  }

  /** A clock that was set or that slept has moved one of the two; what either allows is let in. */
  #isBounded(report: PageReport, { steadyMs, wallMs }: Arrival): boolean {
    const at = report.kind === 'refusal' ? report.startedAt : report.at;
    const from = Math.min(this.#beganAt, wallMs) - TOLERANCE_MS;
    const to = Math.max(steadyMs, wallMs) + TOLERANCE_MS;
    return at >= from && at <= to && isOfService(report);
  }
}
