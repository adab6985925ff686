import type { BrowserContext, Page } from '@playwright/test';
import type { Fault } from '../core/faults/fault.ts';
import { faultObservation } from '../core/faults/observed.ts';
import type { FaultObservation } from '../core/recording/observation.ts';
import { futureGuide } from '../futureguide.ts';
import type { SwitchedOn } from './options.ts';

interface Kept {
  observation: FaultObservation;
  undo(): Promise<void>;
}

/** What is on, or was, in each context; a context that is gone takes its own along. */
const keptIn = new WeakMap<BrowserContext, Kept[]>();

/** @param put the token that it put in place */
export function keepFault(
  page: Page,
  fault: Fault,
  put: string | null,
  undo: () => Promise<void>,
): SwitchedOn {
  const kept = keptIn.get(page.context()) ?? [];
  keptIn.set(page.context(), kept);
  const of = { id: `fault-${kept.length + 1}`, fault, since: Date.now() };
  const observation = faultObservation(of, put, futureGuide);
  let isOn = true;
  const once = async () => {
    if (!isOn) return;
    isOn = false;
    observation.until = Date.now();
    if (!page.isClosed()) await undo();
  };
  kept.push({ observation, undo: once });
  return { undo: once };
}

/** Undoes every fault of a context, the last first; gives what was on and when. */
export async function undoFaults(context: BrowserContext): Promise<FaultObservation[]> {
  const kept = keptIn.get(context) ?? [];
  for (const { undo } of kept.toReversed()) await undo();
  return kept.map(({ observation }) => observation);
}
