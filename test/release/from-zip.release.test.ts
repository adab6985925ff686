import { rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { openToolbox } from '../browser/firefox.ts';
import { press, rowOf, STATUS, useFirefox, waitForText, withTab } from '../e2e/firefox-world.ts';
import { openApp, openPanel, openWorld } from '../e2e/world.ts';
import { playStory } from '../start/story.ts';
import { packExtension } from './packages.ts';
import { unpack } from './zip.ts';

const LIFE_SECONDS = 30;
const SWITCHES = {
  build: 'v2-before',
  tokenLifetimeSeconds: LIFE_SECONDS,
  pollSeconds: 3,
  assessmentSeconds: 3_600,
} as const;
const firefoxWorld = useFirefox(() => unpack(packExtension('firefox')));

it('the zip for Chrome plays the story of the incident', async () => {
  const extensionDir = unpack(packExtension('chrome'));
  onTestFinished(() => rmSync(extensionDir, { recursive: true, force: true }));
  await using world = await openWorld(SWITCHES, { extensionDir });
  const { frame } = await openPanel(world.page);
  await openApp(world.page, 'v2-before', 'signin,submit,poll');
  const told = await playStory(frame, 'v2-before', LIFE_SECONDS, () => {});
  expect(told).toContain('Force refresh brought a new token');
});

it('the zip for Firefox plays the story of the incident', () =>
  withTab(firefoxWorld(), async (page) => {
    const { service, firefox } = firefoxWorld();
    service.set(SWITCHES);
    await openApp(page, 'v2-before', 'signin,submit,poll');
    const toolbox = await openToolbox(firefox, page);
    await rowOf(toolbox, STATUS, { outcome: 'accepted' }, 60_000);
    const flags = 'sent-expired invalid-token';
    const late = await rowOf(toolbox, STATUS, { flags }, 90_000);
    expect(late).toMatchObject({ outcome: 'rejected', validity: 'expired', cause: 'expired' });
    service.set({ tokenLifetimeSeconds: 3_600 });
    await press(toolbox, 'Force refresh');
    await waitForText(toolbox, /Force refresh: the new token/);
    await rowOf(toolbox, STATUS, { outcome: 'accepted', validity: 'valid' }, 60_000);
  }));
