import type { Build } from '../service/switches.ts';

/** How the incident goes in a build of the app. */
export interface Story {
  /** Polls that are sent with the expired token and refused, at least. */
  flaggedPolls: number;
  healedBy: 'button' | 'app' | 'nobody';
  /** What a person is to watch and press. */
  watch: readonly string[];
}

const LAST_LINES = [
  'Click a row, or press Enter on it: the reason in a sentence, claims, headers, answer.',
  'Close the browser or press Ctrl+C here to end.',
];

export const STORIES: Record<Build, Story> = {
  'v2-before': {
    flaggedPolls: 2,
    healedBy: 'button',
    watch: [
      'Wait for expiry: the countdown in the panel “Tokens” runs to zero.',
      'See the polls go on with the expired token: flagged “sent-expired” and “invalid-token”.',
      'Press “Force refresh”: the app takes up the new token, and the polls pass again.',
      ...LAST_LINES,
    ],
  },
  current: {
    flaggedPolls: 1,
    healedBy: 'app',
    watch: [
      'Wait for expiry: the countdown in the panel “Tokens” runs to zero.',
      'See the one poll that is refused, flagged “sent-expired” and “invalid-token”.',
      'See the app refresh by itself and repeat the poll; press “Force refresh” any time.',
      ...LAST_LINES,
    ],
  },
  'v2-after': {
    flaggedPolls: 0,
    healedBy: 'app',
    watch: [
      'Watch the countdown in the panel “Tokens”: it never runs to zero.',
      'See the app refresh before expiry, each time in a row of its own.',
      'See that no poll is flagged; press “Force refresh” any time.',
      ...LAST_LINES,
    ],
  },
  v1: {
    flaggedPolls: 1,
    healedBy: 'nobody',
    watch: [
      'Wait for expiry: the countdown in the panel “Tokens” runs to zero.',
      'See the one poll that is refused, flagged “sent-expired” and “invalid-token”.',
      'See the app sign out at once, and “Force refresh” say why it is off: V1 has no refresh.',
      ...LAST_LINES,
    ],
  },
};
