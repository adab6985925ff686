import type { Frame } from 'puppeteer-core';
import { waitFor } from '../browser/wait.ts';
import { type GridRow, press, readRows, secondsLeft } from '../e2e/world.ts';
import type { Build } from '../service/switches.ts';
import { STORIES } from './stories.ts';

const STATUS = '/api/assessment/status/';
const REFRESH = '/refresh';
const PASSING_POLLS = 2;
/** What is expected of the app or the panel at once comes within this time. */
const SOON_MS = 30_000;

/** A step of the story did not come out. */
export class StoryError extends Error {
  readonly step: string;

  constructor(step: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.step = step;
  }
}

const isPoll = ({ text }: GridRow) => text.includes(STATUS);
const isAnsweredPoll = (row: GridRow) => isPoll(row) && row.outcome !== 'pending';
const isPassing = ({ outcome, flags }: GridRow) => outcome === 'accepted' && flags.length === 0;
const isFlagged = (row: GridRow) =>
  isPoll(row) &&
  row.cause === 'expired' &&
  row.flags.includes('sent-expired') &&
  row.flags.includes('invalid-token');

/**
 * Waits for each step of the build's story, and presses what a person would press.
 * Returns the story in one sentence.
 * @throws StoryError naming the step that did not come out.
 */
export async function playStory(
  frame: Frame,
  build: Build,
  lifeSeconds: number,
  say: (line: string) => void,
): Promise<string> {
  const { flaggedPolls, healedBy } = STORIES[build];
  const lifeMs = lifeSeconds * 1000 + SOON_MS;
  const told: string[] = [];
  const step = async (name: string, act: () => Promise<string>) => {
    try {
      told.push(await act());
      say(`✓ ${told.at(-1)}`);
    } catch (error) {
      throw new StoryError(name, error);
    }
  };
  const rowsUntil = <T>(what: string, look: (rows: GridRow[]) => T | false, timeoutMs = SOON_MS) =>
    waitFor(what, async () => look(await readRows(frame)), { timeoutMs });

  await step('polls pass while the token lives', async () => {
    await rowsUntil('a passing poll', (rows) => rows.some((row) => isPoll(row) && isPassing(row)));
    return 'polls passed while the token lived';
  });

  // The current build has a new token before anyone could see the old one expired.
  if (healedBy !== 'app') {
    await step('the token expires', async () => {
      const hasExpired = async () => ((await secondsLeft(frame)) ?? 1) < 0;
      await waitFor('the countdown to reach zero', hasExpired, { timeoutMs: lifeMs });
      return 'the token expired';
    });
  }
  if (flaggedPolls > 0) {
    await step(`polls sent expired are flagged, ${flaggedPolls} or more`, async () => {
      const flagged = (rows: GridRow[]) => rows.filter(isFlagged).length;
      const enough = (rows: GridRow[]) => flagged(rows) >= flaggedPolls && flagged(rows);
      const count = await rowsUntil('the flagged polls', enough, lifeMs);
      return `${count} ${count === 1 ? 'poll was' : 'polls were'} flagged sent-expired and invalid-token`;
    });
  }

  if (healedBy === 'nobody') {
    await step('the app signs out, and “Force refresh” is off', async () => {
      const button = '::-p-aria([name="Force refresh"][role="button"])';
      await waitFor('the button to be off', async () => {
        const [words, isOff] = await Promise.all([
          frame.evaluate(() => document.body.textContent ?? ''),
          frame.$eval(button, (element) => (element as HTMLButtonElement).disabled),
        ]);
        return isOff && /signed out/i.test(words);
      });
      return 'the app signed out, as Auth V1 tokens cannot be refreshed';
    });
    return sentence(told);
  }

  const byButton = healedBy === 'button';
  const isRefresh = ({ text, outcome }: GridRow) =>
    text.includes(REFRESH) && outcome === 'accepted' && /by debugger/i.test(text) === byButton;
  const refreshStep = byButton
    ? '“Force refresh” brings a new token'
    : 'the app refreshes by itself';
  await step(refreshStep, async () => {
    if (byButton) await press(frame, 'Force refresh');
    await rowsUntil('the refresh', (rows) => rows.some(isRefresh), byButton ? SOON_MS : lifeMs);
    await waitFor('a countdown that runs again', async () => ((await secondsLeft(frame)) ?? 0) > 0);
    return byButton ? 'Force refresh brought a new token' : 'the app refreshed by itself';
  });
  await step(`${PASSING_POLLS} polls pass again`, async () => {
    await rowsUntil('the passing polls', (rows) => {
      const polls = rows.slice(rows.findLastIndex(isRefresh) + 1).filter(isAnsweredPoll);
      const last = polls.slice(-PASSING_POLLS);
      return last.length === PASSING_POLLS && last.every(isPassing);
    });
    return `${PASSING_POLLS} polls passed ${flaggedPolls > 0 ? 'again' : 'with the new token'}`;
  });
  return sentence(told);
}

function sentence(told: readonly string[]): string {
  return `The story came out: ${told.join(', ')}.`;
}
