import type { RequestFacts } from '../recording/request.ts';
import type { Header } from '../service/http.ts';
import { redactHeader } from './redact-header.ts';
import type { Show } from './shown.ts';
import { unsignedToken } from './unsigned-token.ts';

export function isAuthorization({ name }: Header): boolean {
  return name.toLowerCase() === 'authorization';
}

/** A header without secrets; a token in `Authorization` keeps what can be read of it. */
function shownHeader(header: Header, { credential }: RequestFacts, show: Show): Header {
  const { name, value } = header;
  if (isAuthorization(header) && credential.kind === 'token')
    return { name, value: value.replace(credential.token, unsignedToken) };
  return { name: show(name), value: show(redactHeader(header).value) };
}

export function shownHeaders(headers: Header[] | null, request: RequestFacts, show: Show) {
  return headers?.map((header) => shownHeader(header, request, show)) ?? [];
}
