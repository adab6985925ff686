import { backoffMs } from '../platform/backoff.ts';

/** The part of `storage.session` that is used here. */
export interface SessionArea {
  get(keys: string | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

/** All that `storage.session` holds, in bytes: Chromium's QUOTA_BYTES; Firefox's is the same. */
export const SESSION_QUOTA_BYTES = 10_485_760;
/** What a browser counts for a key with a text beside both; measured in Chromium: 8. */
const ENTRY_BYTES = 32;

const utf8 = new TextEncoder();
/** Firefox keeps a text that is not of Latin letters alone so. */
const WIDE_BYTES = 2;

/** The most that a browser counts for a text, in bytes. */
function textBytes(text: string): number {
  const { length } = utf8.encode(text);
  return length === text.length ? length : Math.max(length, WIDE_BYTES * text.length);
}

/** The most that a browser counts for an item of `storage.session`, in bytes. */
export function sessionBytes(key: string, text: string): number {
  return ENTRY_BYTES + textBytes(key) + textBytes(text);
}

/** Rows wait for what says which of them count. */
type Share = 'control' | 'rows';

/** Refused more often in a row than this, it is not for want of room. */
const TRIES_WITH_LESS = 3;

/**
 * Writes behind: `storage.session` becomes what it is told, in batches. What the browser refuses is
 * not dropped but written again, once room was made or after a while.
 */
export class SessionMirror {
  readonly #area: SessionArea;
  readonly #makeRoom: () => boolean;
  /** null: to be removed */
  readonly #unsaved: Record<Share, Map<string, string | null>> = {
    control: new Map(),
    rows: new Map(),
  };
  #saving: Promise<void> | null = null;
  #failures = 0;

  /** @param makeRoom called when a write was refused; whether there is less to write now */
  constructor(area: SessionArea, makeRoom: () => boolean) {
    this.#area = area;
    this.#makeRoom = makeRoom;
  }

  /** Whether the browser refuses to store what it was told. */
  get isRefused(): boolean {
    return this.#failures > 0;
  }

  write(share: Share, key: string, text: string | null): void {
    this.#unsaved[share].set(key, text);
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = null;
    });
  }

  /** Resolves once all that was told is in `storage.session`. */
  async saved(): Promise<void> {
    while (this.#saving) await this.#saving;
  }

  async #saveAll(): Promise<void> {
    while (this.#unsaved.control.size + this.#unsaved.rows.size > 0) {
      const isSaved = (await this.#save('control')) && (await this.#save('rows'));
      if (isSaved) this.#failures = 0;
      else {
        const hasRoom = this.#failures < TRIES_WITH_LESS && this.#makeRoom();
        const wait = hasRoom ? 0 : backoffMs(this.#failures);
        this.#failures += 1;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  async #save(share: Share): Promise<boolean> {
    const unsaved = this.#unsaved[share];
    const batch = [...unsaved];
    unsaved.clear();
    const gone = batch.flatMap(([key, text]) => (text === null ? [key] : []));
    const present = batch.filter(([, text]) => text !== null);
    try {
      // What goes makes room for what comes.
      if (gone.length > 0) await this.#area.remove(gone);
      if (present.length > 0) await this.#area.set(Object.fromEntries(present));
      return true;
    } catch (error) {
      console.error(error);
      for (const [key, text] of batch) if (!unsaved.has(key)) unsaved.set(key, text);
      return false;
    }
  }
}
