type OpenResource = (url: string, line: number, column: number, done: () => void) => void;

/** Chromium alone lets a panel show a place in Sources; lines and columns begin at 0 there. */
const open: OpenResource | undefined = globalThis.chrome?.devtools?.panels?.openResource;

export interface SourcePlace {
  url: string;
  /** both begin at 1 */
  line: number;
  column: number;
}

/** Shows a place of a script in Sources; null where the browser has no such way. */
export const openSource: ((place: SourcePlace) => void) | null = open
  ? ({ url, line, column }) => open(url, line - 1, column - 1, () => {})
  : null;
