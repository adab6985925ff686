import type { Header } from '../service/http.ts';
import { parseAuthorization } from '../token/authorization.ts';
import type { Outlet } from './outlet.ts';
import { isPersonalHeader } from './personal-names.ts';
import { redactHeader } from './redact-header.ts';
import { unsignedToken } from './unsigned-token.ts';

export function isAuthorization({ name }: Header): boolean {
  return name.toLowerCase() === 'authorization';
}

/** A header without secrets; a token in `Authorization` keeps what can be read of it. */
function shownHeader(header: Header, outlet: Outlet): Header {
  const { name, value } = header;
  // Each by itself: there may be several, and one in the answer.
  const credential = isAuthorization(header) ? parseAuthorization(value) : null;
  if (credential?.kind === 'token') {
    const { token } = credential;
    const at = value.lastIndexOf(token);
    const shown = value.slice(0, at) + unsignedToken(token) + value.slice(at + token.length);
    return { name, value: outlet.noted('signature', value, shown) };
  }
  if (isPersonalHeader(name)) return { name, value: outlet.people.of(value) };
  const shown = outlet.people.inHeader(outlet.show(redactHeader(header).value));
  return { name: outlet.show(name), value: outlet.noted('secret', value, shown) };
}

export function shownHeaders(headers: Header[] | null, outlet: Outlet) {
  return headers?.map((header) => shownHeader(header, outlet)) ?? [];
}
