import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import type { Sending } from './sending.ts';
import type { Verdict } from './verdict.ts';

export interface JudgedRequest {
  request: RequestFacts;
  sending: Sending;
  verdict: Verdict;
}

export interface JudgedSocket {
  use: SocketUse;
  sending: Sending;
  verdict: Verdict;
}
