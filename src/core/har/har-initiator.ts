import type { CallFrame } from '../recording/initiator.ts';
import { type Fields, fieldsOf } from '../token/json.ts';
import { numberOf, stringOf } from './har-values.ts';

/** A deeper stack tells a reader nothing more. */
const MAX_FRAMES = 24;
/** Stacks of what awaited or set a timer lie behind one another. */
const MAX_STACKS = 8;

function frameOf(value: unknown): CallFrame[] {
  const { functionName, url, lineNumber, columnNumber } = fieldsOf(value);
  const place = stringOf(url);
  const line = numberOf(lineNumber);
  if (!place || line === null || line < 0) return [];
  const column = numberOf(columnNumber) ?? 0;
  return [
    { functionName: stringOf(functionName) ?? '', url: place, line: line + 1, column: column + 1 },
  ];
}

/**
 * The calls that led to a request, the innermost first, with those that it awaited or that set its
 * timer; as Chromium's HAR has them in `_initiator` (CDP `Network.Initiator`, lines from 0).
 */
export function readInitiator(value: unknown): CallFrame[] {
  const initiator = fieldsOf(value);
  const frames: CallFrame[] = [];
  let stack: Fields = fieldsOf(initiator.stack);
  for (let depth = 0; depth < MAX_STACKS && frames.length < MAX_FRAMES; depth += 1) {
    const { callFrames, parent } = stack;
    if (Array.isArray(callFrames))
      for (const frame of callFrames.slice(0, MAX_FRAMES - frames.length))
        frames.push(...frameOf(frame));
    stack = fieldsOf(parent);
  }
  return frames.length > 0 ? frames : frameOf(initiator);
}
