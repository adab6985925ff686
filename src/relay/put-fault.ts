import { type CookieAttributes, USUAL_COOKIE } from '../core/faults/cookie-text.ts';
import type { StorageFault } from '../core/faults/fault.ts';
import { holdBack, tokensByPlace } from '../core/faults/keep-old.ts';
import { STORAGE_LEASE_MS } from '../core/faults/lease.ts';
import type { PutOutcome, UndoneOutcome } from '../core/faults/outcome.ts';
import { planEdits } from '../core/faults/storage-edits.ts';
import { besideEdits, type NewerChoice } from '../core/faults/undo.ts';
import { FAULT_KEY } from '../page-channel.ts';
import {
  asHeld,
  FaultInStorage,
  type HeldFault,
  type StorageEnvironment,
} from './fault-in-storage.ts';

export interface PutFaultEnvironment extends StorageEnvironment {
  /** null where the browser tells no more than the value */
  cookieAttributes(name: string): Promise<CookieAttributes | null>;
  /** a refresh has just been overwritten with the old token */
  tellHeldBack(held: { id: string; at: number; token: string }): void;
}

/** Faults of this document's storage: what they change, and what they keep from changing. */
export class FaultPutter extends FaultInStorage {
  readonly #env: PutFaultEnvironment;
  #ended: { id: string; outcome: UndoneOutcome } | null = null;

  constructor(environment: PutFaultEnvironment) {
    super(environment);
    this.#env = environment;
  }

  /** @param serverOffsetMs the server's clock minus this computer's, as far as it is known */
  async put(id: string, fault: StorageFault, serverOffsetMs: number): Promise<PutOutcome> {
    const { rules, readStorage, now, cookieAttributes } = this.#env;
    const known = new Map<string, CookieAttributes | null>();
    for (const name of Object.keys(readStorage().cookies))
      known.set(name, await cookieAttributes(name));
    // From here on in one turn: what is read is what is changed.
    // One at a time; whoever held another one does so no more.
    this.undo('keep');
    const storage = readStorage();
    const at = now();
    const plan = planEdits(rules, storage, fault, at + serverOffsetMs);
    if (plan.kind === 'unavailable') return plan;
    const edits = plan.edits.map((edit) => {
      const cookie = edit.area === 'cookie' ? (known.get(edit.key) ?? USUAL_COOKIE) : null;
      return asHeld({ ...edit, attributes: cookie });
    });
    const old = fault.name === 'keep-old-token' ? tokensByPlace(rules, storage) : null;
    const beside = besideEdits(rules, storage, edits).map((edit) => {
      const cookie = edit.area === 'cookie' ? known.get(edit.key) : null;
      return asHeld({ ...edit, attributes: cookie ?? null });
    });
    const isKept = this.#keeps({
      version: 1,
      id,
      leaseUntil: at + STORAGE_LEASE_MS,
      edits: [...edits, ...beside],
      old,
    });
    if (isKept) this.write(edits, 'after');
    if (!isKept || this.missing(edits, 'after').length > 0) {
      this.undo('restore', id);
      return { kind: 'unavailable', reason: 'storage-full' };
    }
    const forgetsExpiry = edits.some(({ area, key }) => area === 'cookie' && !known.get(key));
    const { token, places } = plan;
    return { kind: 'put', at, token, places, forgetsExpiry };
  }

  /** Storage may have changed: a refresh that must not be kept is overwritten. */
  look(): void {
    const held = this.held();
    if (!held?.old) return;
    const fresh = holdBack(this.#env.rules, this.#env.readStorage(), held.old)
      // The app's scripts read no token from the cookie, and of a new one only the value is known.
      .filter(({ area }) => area === 'localStorage')
      .map(asHeld);
    if (fresh.length === 0) return;
    const others = held.edits.filter((edit) => !fresh.some(({ key }) => key === edit.key));
    if (!this.#keeps({ ...held, edits: [...others, ...fresh] })) return;
    for (const edit of fresh) this.assign(edit, edit.after);
    const [token = ''] = Object.values(held.old);
    this.#env.tellHeldBack({ id: held.id, at: this.#env.now(), token });
  }

  /** As before; and whoever asks again, since the answer never came, is told what came of it here. */
  override undo(choice: NewerChoice, id?: string): UndoneOutcome {
    const outcome = super.undo(choice, id);
    if (outcome.kind === 'gone')
      return this.#ended && this.#ended.id === id ? this.#ended.outcome : outcome;
    if (id !== undefined && !this.held()) this.#ended = { id, outcome };
    return outcome;
  }

  /** False where the storage is full: then nothing of it may be changed, for nothing could come back. */
  #keeps(held: HeldFault): boolean {
    this.keep(held);
    return this.#env.getItem(FAULT_KEY) === JSON.stringify(held);
  }
}
