import { click, closePopovers, openRow, writeFilter } from './acts.ts';
import type { Camera } from './camera.ts';
import { openIncident } from './incident.ts';

const DETAIL_TABS = ['verdict', 'token', 'request', 'response', 'chain'] as const;
/** The first poll after the token had run out. */
const FLAGGED = '[data-cause=expired]';

/** What the panel says of the incident, and all that opens over it. */
export async function takeIncident(camera: Camera): Promise<void> {
  await using opened = await openIncident();
  const { frame } = opened;
  await camera.take('incident', opened);
  await camera.take('grouped', opened, { settings: { grouped: true } });

  await click(frame, '.drawer [data-tab=health]');
  await camera.take('health', opened);
  await click(frame, '.drawer [data-tab=findings]');

  const filterBy = (text: string) => ({ before: () => writeFilter(frame, text) });
  await camera.take('filter-completion', opened, filterBy('is:'));
  await camera.take('filter-error', opened, filterBy('staus:401 '));
  await camera.take('no-match', opened, filterBy('status:5xx '));
  await writeFilter(frame, '');

  await camera.take('timeline-legend', opened, {
    async before() {
      await closePopovers(frame);
      await click(frame, '.timeline-bar [data-icon=question]');
    },
  });
  await closePopovers(frame);

  await openRow(frame, FLAGGED);
  for (const detailTab of DETAIL_TABS)
    await camera.take(`detail-${detailTab}`, opened, { settings: { detailTab } });
  await camera.take('copy', opened, {
    before: () => click(frame, '.copy-menu [aria-expanded=false]'),
  });
}
