import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HubSource } from '../../src/live/hub-source.ts';
import type { DevtoolsMessage, HubMessage } from '../../src/messages.ts';
import { web } from '../core/recording/legs.ts';

/** The background's end of a port. */
class FakePort {
  readonly told: DevtoolsMessage[] = [];
  #onMessage: (message: HubMessage) => void = () => {};
  #onDisconnect: () => void = () => {};
  #isOpen = true;
  readonly onMessage = {
    addListener: (call: (message: HubMessage) => void) => {
      this.#onMessage = call;
    },
  };
  readonly onDisconnect = {
    addListener: (call: () => void) => {
      this.#onDisconnect = call;
    },
  };

  postMessage(message: DevtoolsMessage): void {
    if (!this.#isOpen) throw new Error('Attempting to use a disconnected port object');
    this.told.push(message);
  }

  disconnect(): void {}

  tell(message: HubMessage): void {
    this.#onMessage(message);
  }

  /** The background was stopped. */
  drop(): void {
    this.#isOpen = false;
    this.#onDisconnect();
  }
}

const ports = vi.hoisted((): FakePort[] => []);
vi.mock('../../src/platform/browser.ts', () => ({
  browser: {
    runtime: {
      id: 'ours',
      connect: () => {
        const port = new FakePort();
        ports.push(port);
        return port;
      },
    },
  },
}));

const rows = (...seqs: number[]): HubMessage => ({
  type: 'observations',
  items: seqs.map((seq) => ({ seq, observation: web() })),
  lost: 0,
  isFull: false,
});

function connect(onConnection: (connection: string) => void = () => {}) {
  const room: [number, boolean][] = [];
  const source = new HubSource(1, {
    onConnection,
    onRoom: (lost, isFull) => room.push([lost, isFull]),
    onMessage: () => {},
  });
  const end = new AbortController();
  const told: number[] = [];
  source.start((observations) => told.push(observations.length), end.signal);
  return { source, room, told, end };
}

const newest = () => {
  const port = ports.at(-1);
  if (!port) throw new Error('it has connected');
  return port;
};

beforeEach(() => {
  ports.length = 0;
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('the way to the background', () => {
  it('asks after an interruption for what came meanwhile, and hears what is missing', () => {
    const { room } = connect();
    newest().tell(rows(7, 9));
    newest().drop();
    vi.runAllTimers();
    expect(newest().told[0]).toEqual({ type: 'hello', tabId: 1, after: 9 });
    newest().tell({ type: 'observations', items: [], lost: 3, isFull: true });
    expect(room.at(-1)).toEqual([3, true]);
  });

  it('connects again though whoever is told of the interruption fails', () => {
    connect((connection) => {
      if (connection === 'disconnected') throw new TypeError('can’t access dead object');
    });
    expect(() => newest().drop()).toThrow(/dead object/);
    vi.runAllTimers();
    expect(ports).toHaveLength(2);
    expect(newest().told[0]?.type).toBe('hello');
  });

  it('has cleared what was known, also where nobody could be told then', () => {
    const { source } = connect();
    newest().tell(rows(7, 9));
    newest().drop();
    source.clear();
    vi.runAllTimers();
    expect(newest().told.slice(0, 2)).toEqual([
      { type: 'hello', tabId: 1, after: 9 },
      { type: 'clear', upTo: 9 },
    ]);
  });

  it('is not taken again once it has ended', () => {
    const { end } = connect();
    end.abort();
    newest().drop();
    vi.runAllTimers();
    expect(ports).toHaveLength(1);
  });
});
