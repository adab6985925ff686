/** As Chromium writes an origin that nobody can name, of a sandboxed frame for example. */
export const OPAQUE = 'null';
