import type { FaultOrders, FaultyRefresh } from './fault-orders.ts';
import {
  apply,
  bare,
  headerIn,
  NativePromise,
  NativeResponse,
  now,
  requestMethodOf,
  requestUrlOf,
  responseHeadersOf,
  responseStatusOf,
  responseUrlOf,
  startTimer,
  whenDone,
} from './natives.ts';
import { likeNative, patch, type Revert } from './patch.ts';
import { quietly } from './quietly.ts';
import { readCopy } from './refusal-body.ts';
import type { TellRelay } from './reporter.ts';
import { answeredHop, isReadableRefusal, type SentRequest, toService } from './sent-request.ts';

function sentRequest(input: unknown, init: unknown, startedAt: number): SentRequest | null {
  const given = (init as RequestInit | null | undefined)?.method;
  // Only a real request has a URL to be read so.
  const requested =
    typeof input === 'string' ? null : quietly(() => requestUrlOf(input as Request));
  if (requested === null) return toService(given ?? 'GET', input, startedAt);
  return toService(given ?? requestMethodOf(input as Request), requested, startedAt);
}

function tellRefusal(sent: SentRequest, response: Response, report: TellRelay): void {
  const status = responseStatusOf(response);
  if (!isReadableRefusal(status, headerIn(responseHeadersOf(response), 'content-type'))) return;
  const hop = answeredHop(sent, responseUrlOf(response));
  if (hop) readCopy(response, (body) => report({ kind: 'refusal', ...hop, status, body }));
}

/** A refresh under a fault: sent late, or answered here. */
function faultyAnswer(
  { delayMs, answer, told }: FaultyRefresh,
  send: () => Promise<Response>,
): Promise<Response> {
  const waited = new NativePromise<void>((resolve) => startTimer(resolve, delayMs));
  return whenDone(waited, () => {
    if (!answer) return send();
    told();
    const { status, body } = answer;
    const headers = bare({ 'content-type': 'application/json' });
    return new NativeResponse(body, bare({ status, headers }));
  });
}

/**
 * Tells refusals that answer `fetch`. The page gets the promise behind our look at the answer:
 * with a handler of ours beside its own, a rejection that the page leaves unhandled would count as
 * handled, and with a promise of ours beside the page's, a handled one as unhandled.
 */
export function tapFetch(report: TellRelay, { orderOf }: FaultOrders): Revert {
  return patch(window, 'fetch', (native) =>
    likeNative(native, {
      apply(target, self, args: unknown[]) {
        const startedAt = now();
        const readSent = () => sentRequest(args[0], args[1], startedAt);
        const send = () => apply(target, self, args) as Promise<Response>;
        const faulty = orderOf(readSent);
        if (faulty) return faultyAnswer(faulty, send);
        const answer = send();
        const sent = quietly(readSent);
        if (!sent) return answer;
        const look = (response: Response) => {
          quietly(() => tellRefusal(sent, response, report));
          return response;
        };
        return quietly(() => whenDone(answer, look, null)) ?? answer;
      },
    }),
  );
}
