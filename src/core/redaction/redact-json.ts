import { redactSecret } from './mask.ts';
import { redactText } from './redact.ts';
import { isGuessableName, isSecretName, isSentCode } from './secret-names.ts';

/** JSON in JSON is followed, and what lies within it; what lies deeper is masked. */
const MAX_DEPTH = 64;

const NAME = /^[\w.$[\]-]{1,64}$/;

function redactString(value: string, name: string | null, depth: number): string {
  if (name !== null && isSecretName(name)) return redactSecret(value);
  if (name !== null && isSentCode(name, value)) return redactSecret(value);
  if (!/^\s*[[{]/.test(value)) return redactText(value);
  try {
    return JSON.stringify(redactValue(JSON.parse(value), name, depth + 1));
  } catch {
    return redactText(value);
  }
}

/** What `value` holds where a form is sent as a list of fields: `{"name": "password", "value": "…"}`. */
function pairName(value: object): string | null {
  const { name, key } = value as Record<string, unknown>;
  const named = name ?? key;
  return typeof named === 'string' && 'value' in value ? named : null;
}

/** Whether a list of two is a field by its name and what it holds. */
function isPairOf(first: unknown): first is string {
  return typeof first === 'string' && NAME.test(first) && isSecretName(first);
}

function redactValue(value: unknown, name: string | null, depth: number): unknown {
  if (typeof value === 'string') return redactString(value, name, depth);
  if (typeof value === 'number' && name !== null && isGuessableName(name)) return '…';
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '…';
  const isSecret = name !== null && isSecretName(name);
  if (Array.isArray(value)) {
    const [first, second] = value as unknown[];
    if (!isSecret && value.length === 2 && isPairOf(first))
      return [first, redactValue(second, first, depth + 1)];
    return value.map((item) => redactValue(item, name, depth + 1));
  }
  const named = pairName(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      redactText(key),
      redactValue(inner, isSecret ? name : key === 'value' && named ? named : key, depth + 1),
    ]),
  );
}

/** A copy of parsed JSON without its secrets: by name at any depth, by look everywhere. */
export function redactJson(value: unknown): unknown {
  return redactValue(value, null, 0);
}

/** A body whose text may be shown; JSON is laid out with an indent. */
export function redactBody(text: string): string {
  try {
    return JSON.stringify(redactJson(JSON.parse(text)), null, 2);
  } catch {
    return redactText(text);
  }
}
