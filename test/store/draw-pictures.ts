import { readFileSync, writeFileSync } from 'node:fs';
import { PRODUCERS } from '../core/har/har-producers.ts';
import { INCIDENT } from '../core/report/report-world.ts';
import { dropFiles } from '../e2e/drop-files.ts';
import { setSettings, waitForText } from '../e2e/world.ts';
import { click, openRow } from '../screenshots/acts.ts';
import { paint, resize, SIZES, type Subject, settle } from '../screenshots/camera.ts';
import { withPalette } from '../screenshots/palette-png.ts';

export const LANGUAGES = ['en', 'id'] as const;

/** What the listing shows, in its order; each begins where the one before has ended. */
export const PICTURES: readonly {
  name: string;
  theme: 'light' | 'dark';
  settings?: object;
  act(subject: Subject): Promise<void>;
}[] = [
  {
    name: '1-why-it-was-refused',
    theme: 'light',
    settings: { detailTab: 'verdict' },
    act: ({ frame }) => openRow(frame, '[data-cause=expired]'),
  },
  {
    name: '2-which-token-replaced-which',
    theme: 'dark',
    settings: { detailTab: 'chain' },
    act: async () => {},
  },
  {
    name: '3-health-and-goals',
    theme: 'light',
    settings: { detailTab: 'token' },
    act: ({ frame }) => click(frame, '.drawer [data-tab=health]'),
  },
  {
    name: '4-break-it-on-purpose',
    theme: 'light',
    settings: { open: { timeline: false }, sizes: { drawer: 360 } },
    act: ({ frame }) => click(frame, '.drawer [data-tab=faults]'),
  },
  {
    name: '5-from-a-har-file',
    theme: 'dark',
    settings: { detailTab: 'verdict' },
    act: async ({ frame }) => {
      await dropFiles(frame, { 'incident.har': PRODUCERS[0]?.write(INCIDENT) ?? '' });
      await setSettings(frame, { locale: 'en' });
      await waitForText(frame, /File: incident\.har/);
      await openRow(frame, '[data-cause=expired]');
    },
  },
];

/** Draws the five pictures of the listing in each language, of an incident that is over. */
export async function drawPictures(subject: Subject): Promise<void> {
  const { tools, frame } = subject;
  await resize(subject, SIZES.wide);
  for (const { name, theme, settings = {}, act } of PICTURES) {
    await paint(subject, theme);
    await act(subject);
    for (const locale of LANGUAGES) {
      await setSettings(frame, { ...settings, locale });
      await frame.waitForSelector(`:root[lang=${locale}]`);
      await settle(subject);
      const path = `store/pictures/${name}-${locale}.png`;
      await tools.screenshot(path);
      writeFileSync(path, withPalette(readFileSync(path)));
      console.log(path);
    }
  }
}
