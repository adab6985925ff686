import type { WordKey } from '../../src/core/language/language.ts';

export const COLUMNS = ['feature', 'chromium', 'firefox', 'why'] as const;

/** What does not work alike in Chromium and in Firefox. The table of the README says the same. */
export const BROWSER_DIFFERENCES: readonly Record<(typeof COLUMNS)[number], WordKey>[] = [
  {
    feature: 'browser_access_feature',
    chromium: 'browser_access_chromium',
    firefox: 'browser_access_firefox',
    why: 'browser_access_why',
  },
  {
    feature: 'browser_ports_feature',
    chromium: 'browser_ports_chromium',
    firefox: 'browser_ports_firefox',
    why: 'browser_ports_why',
  },
  {
    feature: 'browser_private_feature',
    chromium: 'browser_private_chromium',
    firefox: 'browser_private_firefox',
    why: 'browser_private_why',
  },
  {
    feature: 'browser_docked_feature',
    chromium: 'browser_docked_chromium',
    firefox: 'browser_docked_firefox',
    why: 'browser_docked_why',
  },
  {
    feature: 'browser_cookie_feature',
    chromium: 'browser_cookie_chromium',
    firefox: 'browser_cookie_firefox',
    why: 'browser_cookie_why',
  },
  {
    feature: 'browser_calls_feature',
    chromium: 'browser_calls_chromium',
    firefox: 'browser_calls_firefox',
    why: 'browser_calls_why',
  },
  {
    feature: 'browser_close_feature',
    chromium: 'browser_close_chromium',
    firefox: 'browser_close_firefox',
    why: 'browser_close_why',
  },
];
