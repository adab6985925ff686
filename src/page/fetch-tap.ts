import type { FaultOrders, FaultyRefresh } from './fault-orders.ts';
import { getterOf, methodOf, NativeRequest, now, startTimer } from './natives.ts';
import { likeNative, patch, type Revert } from './patch.ts';
import { readCopy } from './refusal-body.ts';
import { quietly, type Report } from './reporter.ts';
import { answeredHop, isReadableRefusal, type SentRequest, toService } from './sent-request.ts';

const { apply } = Reflect;
const andThen = methodOf(
  Promise.prototype.then as (tap: (response: Response) => Response) => Promise<Response>,
);
const requestUrl = getterOf(NativeRequest.prototype, 'url');
const requestMethod = getterOf(NativeRequest.prototype, 'method');

function sentRequest(input: unknown, init: unknown, startedAt: number): SentRequest | null {
  const given = (init as RequestInit | null | undefined)?.method;
  const request = input instanceof NativeRequest ? input : null;
  const url = request ? requestUrl(request) : String(input);
  const method = given ?? (request ? requestMethod(request) : 'GET');
  return toService(String(method), url, startedAt);
}

function tellRefusal(sent: SentRequest, response: Response, report: Report): void {
  const { status, headers, url } = response;
  if (!isReadableRefusal(status, headers.get('content-type'))) return;
  const hop = answeredHop(sent, url);
  if (hop) readCopy(response, (body) => report({ kind: 'refusal', ...hop, status, body }));
}

const NativePromise = Promise;
const NativeResponse = Response;

/** A refresh under a fault: sent late, or answered here. */
function faultyAnswer(
  { delayMs, answer, told }: FaultyRefresh,
  send: () => Promise<Response>,
): Promise<Response> {
  return new NativePromise((resolve) => {
    startTimer(() => {
      if (!answer) return resolve(send());
      told();
      const { status, body } = answer;
      const headers = { 'content-type': 'application/json' };
      resolve(new NativeResponse(body, { status, headers }));
    }, delayMs);
  });
}

/**
 * Tells refusals that answer `fetch`. The page gets the promise behind our look at the answer:
 * with a handler of ours beside its own, a rejection that the page leaves unhandled would count as
 * handled, and with a promise of ours beside the page's, a handled one as unhandled.
 */
export function tapFetch(report: Report, faults: FaultOrders): Revert {
  return patch(window, 'fetch', (native) =>
    likeNative(native, {
      apply(target, self, args: unknown[]) {
        const startedAt = now();
        const read = () => sentRequest(args[0], args[1], startedAt);
        const send = () => apply(target, self, args) as Promise<Response>;
        const faulty = faults.of(read);
        if (faulty) return faultyAnswer(faulty, send);
        const answer = send();
        const sent = quietly(read);
        if (!sent) return answer;
        const look = (response: Response) => {
          quietly(() => tellRefusal(sent, response, report));
          return response;
        };
        return quietly(() => andThen(answer, look)) ?? answer;
      },
    }),
  );
}
