/** One compressed day of an app and its user. */
export const DAY = {
  requests: 1_000,
  refreshes: 5,
  navigations: 2,
  sockets: 10,
} as const;

/** 100 000 requests, 500 refreshes, 200 navigations and 1 000 sockets. */
export const FULL_DAYS = 100;
/** About what a day takes, minutes; on a busy computer it takes longer. */
const DAY_MINUTES = 0.5;
/** With fewer nothing could be said about growth. */
const LEAST_DAYS = 6;

/** How many days fit in about so many minutes; never more than the full size. */
export function daysIn(minutes: number): number {
  return Math.min(FULL_DAYS, Math.max(LEAST_DAYS, Math.round(minutes / DAY_MINUTES)));
}
