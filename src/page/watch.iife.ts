/**
 * Runs in the page's own world before its scripts: tells the relay what the service's sockets carry
 * and what its refusals say. Page code must behave exactly as without it.
 */
import { END_EVENT } from '../page-channel.ts';
import { randomId } from '../platform/random-id.ts';
import { watchRelay } from './dead-relay.ts';
import { hearOrders } from './fault-orders.ts';
import { tapFetch } from './fetch-tap.ts';
import { NativeAbortController } from './natives.ts';
import { quietly, type Report, report } from './reporter.ts';
import { hookSockets } from './socket-hook.ts';
import { tapXhr } from './xhr-tap.ts';

quietly(() => {
  // After an update of the extension the hooks of the old one may still be here.
  document.dispatchEvent(new CustomEvent(END_EVENT));
  const ended = new NativeAbortController();
  // A page that has wrapped a hook keeps calling it after the end.
  const tell: Report = (seen) => {
    if (!ended.signal.aborted) report(seen);
  };
  const sockets = hookSockets(tell, randomId());
  const faults = hearOrders(tell, sockets.closeAll, ended.signal);
  const hooks = [tapFetch(tell, faults), tapXhr(tell, faults), sockets.revert];
  const end = () => {
    ended.abort();
    for (const revert of hooks) revert();
  };
  watchRelay(faults.any, end, ended.signal);
  document.addEventListener(END_EVENT, end, { signal: ended.signal });
});
