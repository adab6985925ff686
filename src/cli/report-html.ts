import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type DocumentContext, documentOf } from '../core/report/document/document.ts';
import { htmlPage } from '../core/report/document/html.ts';
import { STYLE } from '../core/report/document/html-style.ts';
import { dataInHtml, MAX_UNPACKED_BYTES } from '../core/report/document/packed.ts';
import type { Report } from '../core/report/report.ts';

/** The report as a page that needs nothing else and carries its data. */
export function reportAsHtml(report: Report, context: DocumentContext): string {
  const told = documentOf(report, context);
  return htmlPage(told, context, {
    data: gzipSync(JSON.stringify(told.report)).toString('base64url'),
    styleHash: createHash('sha256').update(STYLE).digest('base64'),
  });
}

/** The JSON of the report that such a page carries; null where it carries none that can be read. */
export function jsonInHtml(html: string): string | null {
  const data = dataInHtml(html);
  if (data === null) return null;
  try {
    const options = { maxOutputLength: MAX_UNPACKED_BYTES };
    return gunzipSync(Buffer.from(data, 'base64url'), options).toString('utf8');
  } catch {
    return null;
  }
}
