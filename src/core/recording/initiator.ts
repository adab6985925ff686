import { type Said, said } from '../language/language.ts';

/** A place in a script that was under way when a request was sent. */
export interface CallFrame {
  /** empty for a function without a name */
  functionName: string;
  /** as the browser knows the script, with its query */
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

/** Without those of extensions, and of the browser's own functions, which lie in no script. */
export function framesOfPage(frames: readonly CallFrame[]): readonly CallFrame[] {
  return frames.filter(({ url }) => url !== '' && !EXTENSION_URL.test(url));
}

function isLibrary({ url, functionName }: CallFrame): boolean {
  return EXTENSION_URL.test(url) || LIBRARY_URL.test(url) || LIBRARY_FUNCTION.test(functionName);
}

/** The frame that asked the HTTP library to send, or the innermost where all are the library's. */
export function senderOf(frames: readonly CallFrame[]): CallFrame | null {
  return frames.find((frame) => !isLibrary(frame)) ?? frames[0] ?? null;
}

/** The script's address as it may be told: without query and fragment. */
export function scriptUrl({ url }: Pick<CallFrame, 'url'>): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

/** What DevTools calls a function without a name. */
export const ANONYMOUS = '(anonymous)';

/** `monitor.js:41` */
export function placeOfFrame({ url, line }: Pick<CallFrame, 'url' | 'line'>): string {
  const script = scriptUrl({ url });
  const name = script.slice(script.lastIndexOf('/') + 1) || script;
  return `${name}:${line}`;
}

/** `pollStatus in monitor.js:41` */
export function senderSaid(frame: Pick<CallFrame, 'functionName' | 'url' | 'line'>): Said {
  const { functionName } = frame;
  return said('initiator_at', {
    function: functionName || ANONYMOUS,
    place: placeOfFrame(frame),
  });
}
