import { readJson } from '../token/json.ts';
import { redactJson } from './redact-json.ts';
import type { Show } from './shown.ts';
import { showUnsigned } from './unsigned-token.ts';

/** A body without secrets, laid out as it was unless a secret in it was known by its field alone. */
export function shownBody(text: string, show: Show): string {
  const json = readJson(text);
  if (typeof json !== 'object' || json === null) return showUnsigned(text, show);
  const redacted = JSON.stringify(redactJson(json));
  return show(redacted === JSON.stringify(json) ? text : redacted);
}
