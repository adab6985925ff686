import { type Exchange, PRODUCERS } from '../core/har/har-producers.ts';
import { NOON_MS } from '../core/recording/legs.ts';
import { INCIDENT } from '../core/report/report-world.ts';
import { v2Token } from '../core/token/tokens.ts';
import { openApp, openPanel, openWorld, waitForText } from '../e2e/world.ts';
import { closeDialog, drag, drop, paste, waitForRequests } from './acts.ts';
import { type Eye, SIZES } from './camera.ts';

const HUGE = 20_000;
const EVERY_MS = 10_000;
const LIFE_S = 3_600;

function harOf(exchanges: readonly Exchange[]): string {
  return PRODUCERS[0]?.write(exchanges) ?? '';
}

/** Polls over days, each hour with another token, the last of each too late. */
function hugeHar(): string {
  const perToken = (LIFE_S * 1000) / EVERY_MS + 2;
  return harOf(
    Array.from({ length: HUGE }, (_, index) => {
      const at = index * EVERY_MS;
      const turn = Math.floor(index / perToken);
      const issuedAt = NOON_MS / 1000 + (turn * perToken * EVERY_MS) / 1000;
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
  await drag(frame);
  await eye.take('file-drop', opened);
  await drop(frame, 'other.json', '{"a":1}');
  await waitForText(frame, /other\.json is JSON, but neither/);
  await eye.take('file-bad', opened);
  await drop(frame, 'incident.har', harOf(INCIDENT));
  await waitForText(frame, /File: incident\.har/);
  await eye.take('file-har', opened);
  await paste(frame, `Bearer ${v2Token(Math.floor(Date.now() / 1000) - 60, LIFE_S)}`);
  await waitForText(frame, /Valid now/);
  await eye.take('token-pasted', opened);
  await closeDialog(frame);
  await drop(frame, 'three-days.har', hugeHar());
  await waitForRequests(frame, HUGE);
  await eye.take('huge-recording', opened);
}
