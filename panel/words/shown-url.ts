import { redactUrl } from '../../src/core/redaction/redact.ts';

const API_HOST = /^api\./;

export interface ShownUrl {
  /** empty where it is the API's, as nearly always */
  host: string;
  path: string;
  full: string;
}

/** A URL without secrets, in the parts that are shown. */
export function shownUrl(url: string): ShownUrl {
  const full = redactUrl(url);
  try {
    const { host, pathname, search } = new URL(full);
    const path = `${pathname}${search}`;
    return { host: API_HOST.test(host) ? '' : host, path: readable(path), full };
  } catch {
    return { host: '', path: full, full };
  }
}

function readable(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
