import { fieldsOf } from '../core/token/json.ts';
import type { PageReport } from '../messages.ts';
import {
  fitsInBytes,
  MAX_FRAME_BYTES,
  MAX_ID_CHARACTERS,
  MAX_METHOD_CHARACTERS,
  MAX_REFUSAL_BYTES,
  MAX_URL_CHARACTERS,
  SOCKET_EVENTS,
} from '../page-channel.ts';

function isShort(value: unknown, maxCharacters: number): value is string {
  return typeof value === 'string' && value.length <= maxCharacters;
}

function isSmall(value: unknown, maxBytes: number): value is string {
  return typeof value === 'string' && fitsInBytes(value, maxBytes);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599;
}

function isSocketEvent(value: unknown): value is (typeof SOCKET_EVENTS)[number] {
  return SOCKET_EVENTS.some((event) => event === value);
}

/** The report that a value is, or null: as the schema of messages says, by hand, for every page pays for it. */
export function reportIn(value: unknown): PageReport | null {
  const told = fieldsOf(value);
  // A report is flat: whatever is nested deeper is none of ours.
  if (Object.values(told).some((field) => typeof field === 'object')) return null;
  const { kind, url } = told;
  if (!isShort(url, MAX_URL_CHARACTERS)) return null;
  if (kind === 'refusal') {
    const { method, startedAt, status, body } = told;
    const isOne =
      isShort(method, MAX_METHOD_CHARACTERS) &&
      isTime(startedAt) &&
      isStatus(status) &&
      isSmall(body, MAX_REFUSAL_BYTES);
    return isOne ? { kind, method, url, startedAt, status, body } : null;
  }
  if (kind !== 'socket') return null;
  const { socket, at, event, data } = told;
  const isOne =
    isShort(socket, MAX_ID_CHARACTERS) &&
    isTime(at) &&
    isSocketEvent(event) &&
    isSmall(data, MAX_FRAME_BYTES);
  return isOne ? { kind, socket, url, at, event, data } : null;
}
