/** A place in a script that was under way when a request was sent. */
export interface CallFrame {
  /** empty for a function without a name */
  functionName: string;
  /** without query and fragment */
  url: string;
  /** both begin at 1 */
  line: number;
  column: number;
}

/** Scripts that send for others, by their names. */
const LIBRARY_URL =
  /(?:^|[/@.-])(?:axios|zone|polyfills?|node_modules|socket\.io|engine\.io|whatwg-fetch|jquery)(?=[/@.-])/i;
/** Extensions, as this debugger, send nothing of the page's. */
const EXTENSION_URL = /^(?:chrome|moz|safari-web)-extension:/i;
/** What the functions of HTTP libraries are called, also in bundles that keep names. */
const LIBRARY_FUNCTION =
  /(?:^|\.)(?:dispatchXhrRequest|dispatchRequest|xhrAdapter|fetchAdapter|_request|request|xhr|fetch|send|axios)$/i;

function isLibrary({ url, functionName }: CallFrame): boolean {
  return EXTENSION_URL.test(url) || LIBRARY_URL.test(url) || LIBRARY_FUNCTION.test(functionName);
}

/** The frame that asked the HTTP library to send, or the innermost where all are the library's. */
export function senderOf(frames: readonly CallFrame[]): CallFrame | null {
  return frames.find((frame) => !isLibrary(frame)) ?? frames[0] ?? null;
}

/** `monitor.js:41` */
export function placeOfFrame({ url, line }: CallFrame): string {
  const name = url.slice(url.lastIndexOf('/') + 1) || url;
  return `${name}:${line}`;
}
