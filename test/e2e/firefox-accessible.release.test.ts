import { expect, it } from 'vitest';
import { openToolbox } from '../browser/firefox.ts';
import { waitFor } from '../browser/wait.ts';
import { THEMES } from '../screenshots/camera.ts';
import { AXE } from './axe.ts';
import { ask, rowOf, STATUS, useFirefox, wear, withTab } from './firefox-world.ts';
import { openApp } from './world.ts';

/** What is clicked one after the other, and what is there then. */
const STATES = [
  ['[data-cause=expired]', '.detail'],
  ['.detail [data-tab=token]', '.claims'],
  ['.detail [data-tab=request]', '.section'],
  ['.detail [data-tab=chain]', '.chain'],
  ['.copy-menu button', '[role=menu]'],
  ['.drawer [data-tab=findings]', '.finding'],
  ['.drawer [data-tab=health]', '.measure'],
  ['.drawer [data-tab=faults]', '.recipes'],
  ['.toolbar [aria-label=Settings]', 'dialog'],
] as const;

const FINDS = `axe.run({ rules: { 'target-size': { enabled: false } } }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, ...target, failureSummary].join(': '))))`;

const world = useFirefox();

it('axe finds nothing in the colours and measures that the panel has in Firefox', () =>
  withTab(world(), async (page) => {
    const { firefox, service } = world();
    service.set({ tokenLifetimeSeconds: 1 });
    await openApp(page, 'current', 'signin,submit');
    const toolbox = await openToolbox(firefox, page);
    await waitFor('a refusal', async () => {
      await ask(page, 'refused');
      return rowOf(toolbox, `${STATUS}refused`, { cause: 'expired' }, 1_000);
    });
    await toolbox.dock('window');
    await toolbox.evaluate(`void (0, eval)(${JSON.stringify(AXE)})`);
    const found: Record<string, string[]> = {};
    const look = async (state: string) => {
      for (const theme of THEMES) {
        await wear(firefox, toolbox, theme);
        const wrong = await toolbox.evaluate<string[]>(FINDS);
        if (wrong.length > 0) found[`${state}, ${theme}`] = wrong;
      }
    };
    await look('rows');
    for (const [target, wanted] of STATES) {
      await toolbox.click(target);
      await waitFor(wanted, () => toolbox.evaluate(`!!document.querySelector('${wanted}')`));
      await look(target);
    }
    expect(found).toEqual({});
  }));
