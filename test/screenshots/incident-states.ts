import { click, closePopovers, forceColours, leaveFilter, openRow, writeFilter } from './acts.ts';
import type { Eye } from './camera.ts';
import { openIncident } from './incident.ts';

const DETAIL_TABS = ['verdict', 'token', 'request', 'response', 'chain'] as const;
/** The first poll after the token had run out. */
const FLAGGED = '[data-cause=expired]';

/** What the panel says of the incident, and all that opens over it. */
export async function takeIncident(eye: Eye): Promise<void> {
  await using opened = await openIncident();
  const { frame } = opened;
  await eye.take('incident', opened);
  // Half as many CSS pixels, as at 200 %.
  await eye.take('zoomed', opened, { sizes: { wide: { width: 640, height: 400 } } });
  await openRow(frame, FLAGGED);
  const endForced = await forceColours(frame);
  await eye.take('forced-colours', opened);
  await endForced();
  await click(frame, '.detail [data-icon=close]');
  await eye.take('grouped', opened, { settings: { grouped: true } });

  await click(frame, '.drawer [data-tab=health]');
  await eye.take('health', opened);
  await click(frame, '.drawer [data-tab=findings]');

  const filterBy = (text: string) => ({ before: () => writeFilter(frame, text) });
  await eye.take('filter-completion', opened, filterBy('is:'));
  await eye.take('filter-error', opened, filterBy('staus:401 '));
  await eye.take('no-match', opened, filterBy('status:5xx '));
  await leaveFilter(frame);

  await eye.take('timeline-legend', opened, {
    async before() {
      await closePopovers(frame);
      await click(frame, '.timeline-bar [data-icon=question]');
    },
  });
  await closePopovers(frame);

  await openRow(frame, FLAGGED);
  for (const detailTab of DETAIL_TABS)
    await eye.take(`detail-${detailTab}`, opened, { settings: { detailTab } });
  await eye.take('copy', opened, {
    async before() {
      const isOpen = await frame.$('.copy-menu [aria-expanded=true]');
      if (!isOpen) await click(frame, '.copy-menu [aria-expanded=false]');
    },
  });
}
