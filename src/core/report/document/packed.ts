import { base64url } from 'jose';

/** Before the data in a report's HTML. Of this type it is no script, so no policy has to allow it. */
export const DATA_TAG = '<script type="application/gzip" id="futureguide-report">';
/** What unpacks to more is no report of ours. */
export const MAX_UNPACKED_BYTES = 256 * 2 ** 20;
const DOCTYPE = /^\s*<!doctype html/i;

const streamOf = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream();

/** A text compressed (gzip), in base64url. */
export async function packed(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const squeezed = new Response(streamOf(bytes).pipeThrough(new CompressionStream('gzip')));
  return base64url.encode(new Uint8Array(await squeezed.arrayBuffer()));
}

/** The SHA-256 of a text in base64, as a content security policy names it (CSP 3 §2.3.1). */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

async function unpacked(data: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const stream = streamOf(new Uint8Array(base64url.decode(data))).pipeThrough(
    new DecompressionStream('gzip'),
  );
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length;
    if (bytes > MAX_UNPACKED_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(new Uint8Array(next.value));
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** How much of a file tells whether it is HTML. */
const BEGINNING_BYTES = 64;

export function isHtml(bytes: Uint8Array): boolean {
  return DOCTYPE.test(new TextDecoder().decode(bytes.subarray(0, BEGINNING_BYTES)));
}

/** The data that an HTML report carries, as `packed` made it; null where it carries none. */
export function dataInHtml(html: string): string | null {
  const start = html.indexOf(DATA_TAG);
  if (start === -1) return null;
  return html.slice(start + DATA_TAG.length, html.indexOf('<', start + DATA_TAG.length)).trim();
}

/**
 * The report that an HTML file of ours carries, as the bytes of its JSON; the bytes of any other file as
 * they are. HTML without a readable report in it is no JSON, which its reader will say.
 */
export async function reportBytesIn(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const data = isHtml(bytes) ? dataInHtml(new TextDecoder().decode(bytes)) : null;
  if (data === null) return bytes;
  try {
    return (await unpacked(data)) ?? bytes;
  } catch {
    return bytes;
  }
}
