import type { RequestFacts } from '../../recording/request.ts';
import { redactHeader } from '../../redaction/redact-header.ts';
import type { Show } from '../../redaction/shown.ts';
import { shownBody } from '../../redaction/shown-body.ts';
import { isAuthorization } from '../../redaction/shown-headers.ts';
import type { Header } from '../../service/http.ts';

/** A header as a command has it. */
export interface CopiedHeader {
  name: string;
  /** one text, or texts between which the variable `TOKEN` stands */
  parts: readonly string[];
}

/** A request to be sent again by another program. */
export interface CopiedRequest {
  method: string;
  url: string;
  headers: readonly CopiedHeader[];
  body: string | null;
}

/** RFC 9110 §5.6.2; HTTP/2's `:authority` and its like are none, nor what a program takes for a file. */
const FIELD_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

function sendable({ requestHeaders }: RequestFacts): Header[] {
  return requestHeaders?.filter(({ name }) => FIELD_NAME.test(name)) ?? [];
}

/** The request as it was sent, every secret in it. */
export function wholeRequest(request: RequestFacts): CopiedRequest {
  const { method, url, requestBody } = request;
  const headers = sendable(request).map(({ name, value }) => ({ name, parts: [value] }));
  return { method, url, headers, body: requestBody };
}

/** The request without secrets; the variable `TOKEN` stands where the token was. */
export function redactedRequest(request: RequestFacts, show: Show): CopiedRequest {
  const { method, url, requestBody, credential } = request;
  const headers = sendable(request).map((header): CopiedHeader => {
    const { name, value } = header;
    if (isAuthorization(header) && credential.kind === 'token')
      return { name, parts: value.split(credential.token) };
    return { name, parts: [show(redactHeader(header).value)] };
  });
  const body = requestBody === null ? null : shownBody(requestBody, show);
  return { method: show(method), url: show(url), headers, body };
}
