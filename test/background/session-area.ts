import type { SessionArea } from '../../src/background/backlog.ts';

/** `storage.session` as the browser keeps it: copies in, copies out, gone with the browser. */
export class FakeSessionArea implements SessionArea {
  readonly items = new Map<string, unknown>();
  writes = 0;

  async get(): Promise<Record<string, unknown>> {
    return structuredClone(Object.fromEntries(this.items));
  }

  async set(items: Record<string, unknown>): Promise<void> {
    this.writes += 1;
    for (const [key, value] of Object.entries(items)) this.items.set(key, structuredClone(value));
  }

  async remove(keys: string[]): Promise<void> {
    for (const key of keys) this.items.delete(key);
  }
}
