import type { TabView } from '../live/tab-view.ts';
import { browser } from '../platform/browser.ts';
import { onNavigated } from '../platform/devtools-network.ts';
import { inspectedUrl } from '../platform/inspected-page.ts';
import { openSource } from '../platform/open-source.ts';
import { NetworkSource } from './capture/network-source.ts';

/** The tab that this DevTools inspects. */
export function inspectedTab(): TabView {
  return {
    place: 'panel',
    tabId: browser.devtools.inspectedWindow.tabId,
    openNetwork: (isWanted) => new NetworkSource(isWanted),
    openSource,
    watchPage(tell, signal) {
      let isTold = false;
      onNavigated((url) => {
        isTold = true;
        tell(url);
      }, signal);
      // A page that is being left cannot be asked; the next one is told of as navigation.
      void inspectedUrl().then((url) => {
        if (!isTold) tell(url);
      });
    },
  };
}
