/**
 * Runs in the page's own world before its scripts: tells the relay what the service's sockets carry
 * and what its refusals say. Page code must behave exactly as without it.
 */
import { END_EVENT } from '../page-channel.ts';
import { watchRelay } from './dead-relay.ts';
import { hearOrders } from './fault-orders.ts';
import { tapFetch } from './fetch-tap.ts';
import {
  abort,
  apply,
  bare,
  construct,
  dispatch,
  isAborted,
  listen,
  NativeAbortController,
  NativeCustomEvent,
  signalOf,
} from './natives.ts';
import { quietly } from './quietly.ts';
import { report, reportText, type TellRelay } from './reporter.ts';
import { hookSockets } from './socket-hook.ts';
import { tapXhr } from './xhr-tap.ts';

quietly(() => {
  // After an update of the extension the hooks of the old one may still be here. And where somebody
  // came before us and spoiled what the hooks call natives by, this throws, and nothing is hooked.
  apply(dispatch, null, [document, construct(NativeCustomEvent, [END_EVENT])]);
  const ended = new NativeAbortController();
  const signal = signalOf(ended);
  // A page that has wrapped a hook keeps calling it after the end.
  const tell: TellRelay = (seen) => {
    if (!isAborted(signal)) report(seen);
  };
  const { revert: revertSockets, closeAll } = hookSockets((json) => {
    if (!isAborted(signal)) reportText(json);
  });
  const orders = hearOrders(tell, closeAll, signal);
  const revertFetch = tapFetch(tell, orders);
  const revertXhr = tapXhr(tell, orders);
  const end = () =>
    quietly(() => {
      abort(ended);
      revertFetch();
      revertXhr();
      revertSockets();
    });
  watchRelay(orders, end, signal);
  listen(document, END_EVENT, end, bare({ signal }));
});
