import type { Frame } from 'puppeteer-core';
import type { Fault } from '../../../src/core/faults/fault.ts';
import type { ActiveFault, FaultOutcome, Touched } from '../../../src/core/faults/outcome.ts';
import type { NewerChoice } from '../../../src/core/faults/undo.ts';
import type { DevtoolsMessage, HubMessage } from '../../../src/messages.ts';

interface Lab {
  port: chrome.runtime.Port;
  requests: number;
  faults: ActiveFault[];
  ask(message: (request: number) => DevtoolsMessage): Promise<HubMessage>;
}

declare global {
  interface Window {
    lab?: Lab;
  }
}

/** The fault lab of an open panel, spoken to as the devtools page speaks to the background. */
export interface OpenLab {
  switchOn(fault: Fault): Promise<FaultOutcome>;
  /** null: all */
  undo(id: string | null, newer?: NewerChoice): Promise<FaultOutcome>;
  touched(): Promise<Touched>;
  /** what the background says is on, in any tab */
  on(): Promise<ActiveFault[]>;
}

async function connect(frame: Frame): Promise<void> {
  await frame.evaluate(async () => {
    if (window.lab) return;
    const port = chrome.runtime.connect({ name: 'devtools' });
    const waiting = new Map<number, (message: HubMessage) => void>();
    const lab: Lab = {
      port,
      requests: 1_000_000,
      faults: [],
      ask: (make) =>
        new Promise((resolve) => {
          lab.requests += 1;
          waiting.set(lab.requests, resolve);
          port.postMessage(make(lab.requests));
        }),
    };
    const told = new Promise<void>((resolve) => {
      port.onMessage.addListener((message: HubMessage) => {
        if (message.type === 'faults') {
          lab.faults = message.on;
          resolve();
        }
        if ('request' in message) waiting.get(message.request)?.(message);
      });
    });
    port.onDisconnect.addListener(() => delete window.lab);
    window.lab = lab;
    const { tabId } = chrome.devtools.inspectedWindow;
    port.postMessage({ type: 'hello', tabId, after: Number.MAX_SAFE_INTEGER });
    await told;
  });
}

export async function openLab(frame: Frame): Promise<OpenLab> {
  const outcome = (message: unknown) => (message as { outcome: FaultOutcome }).outcome;
  await connect(frame);
  return {
    async switchOn(fault) {
      await connect(frame);
      return outcome(
        await frame.evaluate(
          (wanted) =>
            window.lab?.ask((request) => {
              return { type: 'switch-fault', request, fault: wanted, serverOffsetMs: 0 };
            }),
          fault,
        ),
      );
    },
    async undo(id, newer = 'ask') {
      await connect(frame);
      return outcome(
        await frame.evaluate(
          (fault, choice) =>
            window.lab?.ask((request) => {
              return { type: 'undo-fault', request, fault, newer: choice };
            }),
          id,
          newer,
        ),
      );
    },
    async touched() {
      await connect(frame);
      const answer = await frame.evaluate(() =>
        window.lab?.ask((request) => ({ type: 'touched', request })),
      );
      return (answer as { touched: Touched }).touched;
    },
    async on() {
      await connect(frame);
      return frame.evaluate(() => window.lab?.faults ?? []);
    },
  };
}
