import type { TabView } from '../live/live-session.ts';
import { browser } from '../platform/browser.ts';
import { onNavigated } from '../platform/devtools-network.ts';
import { hostOf, inspectedHost } from '../platform/inspected-host.ts';
import { openSource } from '../platform/open-source.ts';
import { NetworkSource } from './capture/network-source.ts';

/** The tab that this DevTools inspects. */
export function inspectedTab(): TabView {
  return {
    place: 'panel',
    tabId: browser.devtools.inspectedWindow.tabId,
    network: new NetworkSource(),
    openSource,
    watchHost(tell, signal) {
      let isTold = false;
      onNavigated((url) => {
        isTold = true;
        tell(hostOf(url));
      }, signal);
      // A page that is being left cannot be asked; the next one is told of as navigation.
      void inspectedHost().then((host) => {
        if (!isTold) tell(host);
      });
    },
  };
}
