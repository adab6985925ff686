import { type Exchange, PRODUCERS } from '../core/har/har-producers.ts';
import { NOON_MS } from '../core/recording/legs.ts';
import { INCIDENT } from '../core/report/report-world.ts';
import { v2Token } from '../core/token/tokens.ts';
import { dropFiles, holdFiles } from '../e2e/drop-files.ts';
import { openApp, openPanel, openWorld, waitForText } from '../e2e/world.ts';
import { closeDialog, paste, waitForRequests } from './acts.ts';
import { type Eye, SIZES } from './camera.ts';

/** How many polls, and after how long (ms) the next. */
const RECORDINGS = {
  'one-hour': { polls: 360, everyMs: 10_000 },
  'eight-hours': { polls: 2_880, everyMs: 10_000 },
  'ten-thousand': { polls: 10_000, everyMs: 2_500 },
  'huge-recording': { polls: 20_000, everyMs: 10_000 },
} as const;
const LIFE_S = 3_600;

function harOf(exchanges: readonly Exchange[]): string {
  return PRODUCERS[0]?.write(exchanges) ?? '';
}

/** Polls, each hour with another token, the last of each too late. */
function pollsHar({ polls, everyMs }: (typeof RECORDINGS)[keyof typeof RECORDINGS]): string {
  const perToken = (LIFE_S * 1000) / everyMs + 2;
  return harOf(
    Array.from({ length: polls }, (_, index) => {
      const at = index * everyMs;
      const turn = Math.floor(index / perToken);
      const issuedAt = NOON_MS / 1000 + (turn * perToken * everyMs) / 1000;
      const isLate = index % perToken >= perToken - 2;
      const authorization = `Bearer ${v2Token(issuedAt, LIFE_S)}`;
      return isLate ? { at, authorization, status: 401 } : { at, authorization };
    }),
  );
}

/** What was opened from files, and what could not be. */
export async function takeFiles(eye: Eye): Promise<void> {
  await using world = await openWorld({}, { deviceScaleFactor: 1 });
  await openApp(world.page, 'current', 'signin');
  const opened = await openPanel(world.page, SIZES.wide);
  const { frame } = opened;
  await waitForRequests(frame, 2);
  await holdFiles(frame);
  await eye.take('file-drop', opened);
  await dropFiles(frame, { 'other.json': '{"a":1}' });
  await waitForText(frame, /other\.json is JSON, but neither/);
  await eye.take('file-bad', opened);
  await dropFiles(frame, { 'incident.har': harOf(INCIDENT) });
  await waitForText(frame, /File: incident\.har/);
  await eye.take('file-har', opened);
  await paste(frame, `Bearer ${v2Token(Math.floor(Date.now() / 1000) - 60, LIFE_S)}`);
  await waitForText(frame, /Valid until/);
  await eye.take('token-pasted', opened);
  await closeDialog(frame);
  for (const [state, recording] of Object.entries(RECORDINGS)) {
    await dropFiles(frame, { [`${state}.har`]: pollsHar(recording) });
    await waitForRequests(frame, recording.polls);
    await eye.take(state, opened);
  }
}
